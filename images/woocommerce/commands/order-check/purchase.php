<?php
/**
 * Buys the hidden product through the shop's public door, and reads the order back as an administrator. Each step is a
 * method; what one learns the next one uses.
 */
final class Purchase
{
    private array $cartToken = [];
    private array $order = [];

    public function __construct(private readonly ShopClient $shop, private readonly int $product, private readonly string $country) {}

    public function openShop(): void
    {
        $page = $this->shop->get('/');
        if (!str_contains($page->body, 'woocommerce')) {
            throw new StepFailed("GET / answered a page without the shop: {$page->beginning()}");
        }
    }

    public function fillCart(): void
    {
        $this->cartToken = ['Cart-Token: ' . ($this->shop->get('/wp-json/wc/store/v1/cart')->headers['cart-token'] ?? '')];
        $cart = $this->shop->post('/wp-json/wc/store/v1/cart/add-item', ['id' => $this->product, 'quantity' => 1], $this->cartToken);
        $this->expect($cart, ($cart->json()['items_count'] ?? 0) === 1, 'a cart without the product');
    }

    public function enterAddress(): void
    {
        $address = order_check_address($this->country);
        $cart = $this->shop->post('/wp-json/wc/store/v1/cart/update-customer', $this->addresses($address), $this->cartToken);
        $this->expect($cart, !empty($cart->json()['shipping_rates'][0]['shipping_rates']), "no way to ship to $this->country");
    }

    public function checkOut(): void
    {
        $form = $this->addresses(order_check_address($this->country)) + ['payment_method' => 'cod'];
        $answer = $this->shop->post('/wp-json/wc/store/v1/checkout', $form, $this->cartToken);
        $this->order = $answer->json();
        $paid = $this->order['payment_result']['payment_status'] ?? '';
        $this->expect($answer, $paid === 'success' && !empty($this->order['order_id']), "no order (payment $paid)");
    }

    public function openConfirmation(): void
    {
        $path = parse_url($this->order['payment_result']['redirect_url'], PHP_URL_PATH);
        $page = $this->shop->get("$path?key=" . rawurlencode($this->order['order_key']));
        $this->expect($page, str_contains($page->body, (string) $this->order['order_id']), 'a page without the number of the order');
    }

    /** By the admin API, as the image's mu-plugin lets a check do. */
    public function readBack(): void
    {
        $answer = $this->shop->get("/wp-json/wc/v3/orders/{$this->order['order_id']}");
        $order = $answer->json();
        $this->expect($answer, ($order['status'] ?? '') === 'processing', 'an order that is ' . ($order['status'] ?? 'nothing'));
        $this->expect($answer, ($order['line_items'][0]['product_id'] ?? 0) === $this->product, 'an order of something else');
    }

    private function addresses(array $address): array
    {
        return ['billing_address' => $address + ['email' => ORDER_CHECK_EMAIL], 'shipping_address' => $address];
    }

    private function expect(Answer $answer, bool $is, string $otherwise): void
    {
        if (!$is) {
            throw new StepFailed("$answer->request answered $answer->status with $otherwise");
        }
    }
}
