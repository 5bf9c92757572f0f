<?php
/**
 * Signs an administrator in for a few minutes, without a password: the cookie is made from the store's signing secrets, as
 * WordPress itself makes it.
 */
final class AdministratorSession
{
    private const LIFETIME_SECONDS = 300;

    private readonly int $user;
    private readonly string $token;

    public function __construct()
    {
        $users = get_users(['role' => 'administrator', 'orderby' => 'ID', 'number' => 1, 'fields' => 'ID']);
        $this->user = (int) ($users[0] ?? throw new StepFailed('The shop has no administrator, so that nobody can see its orders.'));
        $this->token = WP_Session_Tokens::get_instance($this->user)->create(time() + self::LIFETIME_SECONDS);
    }

    /** @return string[] of a request that acts as the administrator */
    public function headers(): array
    {
        $cookie = wp_generate_auth_cookie($this->user, time() + self::LIFETIME_SECONDS, 'logged_in', $this->token);
        // The nonce is bound to the session that this process is in.
        $_COOKIE[LOGGED_IN_COOKIE] = $cookie;
        wp_set_current_user($this->user);
        $nonce = wp_create_nonce('wp_rest');
        wp_set_current_user(0);
        unset($_COOKIE[LOGGED_IN_COOKIE]);
        return ['Cookie: ' . LOGGED_IN_COOKIE . '=' . rawurlencode($cookie), "X-WP-Nonce: $nonce"];
    }

    public function end(): void
    {
        WP_Session_Tokens::get_instance($this->user)->destroy($this->token);
    }
}
