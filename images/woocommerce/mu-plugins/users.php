<?php
/**
 * Plugin Name: Users
 * Description: Tells nobody who is not signed in who the shop's users are.
 *
 * WordPress's API lists whoever has published something, with the name by which the administrator signs in.
 */
add_filter('rest_pre_dispatch', function ($answer, WP_REST_Server $server, WP_REST_Request $request) {
    return preg_match('~^/wp/v2/users(?:/|$)~i', $request->get_route()) && !is_user_logged_in()
        ? new WP_Error('rest_user_cannot_view', 'Sign in to see users.', ['status' => 401])
        : $answer;
}, 10, 3);
