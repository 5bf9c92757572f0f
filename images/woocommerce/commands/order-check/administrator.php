<?php
/**
 * Signs an administrator in for a few minutes, without a password: the cookie is made from the store's signing secrets, as
 * WordPress itself makes it. The session bears this check's name, by which it is ended.
 */
const SESSION_LIFETIME_SECONDS = 300;
const SESSION_AGENT = 'storewright-order-check';

/** @return string[] the headers of a request that acts as the shop's first administrator */
function administrator_headers(): array
{
    $users = get_users(['role' => 'administrator', 'orderby' => 'ID', 'number' => 1, 'fields' => 'ID']);
    $user = (int) ($users[0] ?? throw new StepFailed('The shop has no administrator, so that nobody can see its orders.'));
    $expires = time() + SESSION_LIFETIME_SECONDS;
    $_SERVER['HTTP_USER_AGENT'] = SESSION_AGENT;
    $token = WP_Session_Tokens::get_instance($user)->create($expires);
    $cookie = wp_generate_auth_cookie($user, $expires, 'logged_in', $token);
    // The nonce is bound to the session that this process is in.
    $_COOKIE[LOGGED_IN_COOKIE] = $cookie;
    wp_set_current_user($user);
    $nonce = wp_create_nonce('wp_rest');
    wp_set_current_user(0);
    unset($_COOKIE[LOGGED_IN_COOKIE]);
    return ['Cookie: ' . LOGGED_IN_COOKIE . '=' . rawurlencode($cookie), "X-WP-Nonce: $nonce"];
}

/** Ends the sessions that checks began, and no other. */
function end_administrator_sessions(): void
{
    foreach (get_users(['role' => 'administrator', 'fields' => 'ID']) as $user) {
        $all = (array) get_user_meta($user, 'session_tokens', true);
        $kept = array_filter($all, fn($session) => ($session['ua'] ?? '') !== SESSION_AGENT);
        if (count($kept) < count($all)) {
            $kept ? update_user_meta($user, 'session_tokens', $kept) : delete_user_meta($user, 'session_tokens');
        }
    }
}
