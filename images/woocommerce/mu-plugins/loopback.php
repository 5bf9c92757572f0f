<?php
/**
 * Plugin Name: Loopback
 * Description: Sends the shop's requests to itself straight to its own server.
 *
 * WordPress starts its scheduled work, and WooCommerce its queue, by a request to the shop's public address when somebody
 * visits. From inside the pod that address may lead nowhere (`*.localhost`, an ingress controller that the pod may not reach),
 * so that nothing scheduled would ever run.
 */
add_filter('pre_http_request', function ($answer, array $request, string $url) {
    if ($answer !== false || !str_starts_with($url, home_url('/'))) {
        return $answer;
    }
    $public = wp_parse_url(home_url());
    $request['headers'] = array_merge((array) ($request['headers'] ?? []), [
        'Host' => $public['host'] . (isset($public['port']) ? ":{$public['port']}" : ''),
        'X-Forwarded-Proto' => $public['scheme'],
    ]);
    // "Unsafe" is any private address, and this one is.
    $request['reject_unsafe_urls'] = false;
    return wp_remote_request('http://127.0.0.1:8080' . substr($url, strlen(home_url())), $request);
}, 10, 3);
