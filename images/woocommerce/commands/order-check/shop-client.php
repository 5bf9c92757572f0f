<?php
/** A step of the check that did not end as it should; the message is for the owner and holds no secret. */
final class StepFailed extends Exception {}

/** An answer of the shop. Header names are in lower case. */
final class Answer
{
    public function __construct(
        public readonly string $request,
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {}

    /** The JSON of the body, or StepFailed. */
    public function json(): array
    {
        return json_decode($this->body, true) ?? throw new StepFailed("$this->request answered no JSON: {$this->beginning()}");
    }

    /** What of the body tells a person most, on one line. */
    public function beginning(): string
    {
        $message = json_decode($this->body, true)['message'] ?? preg_replace('/<(script|style)\b.*?<\/\1>/is', '', $this->body);
        return mb_substr(trim(preg_replace('/\s+/', ' ', strip_tags($message))), 0, 300);
    }
}

/** Calls the shop as a customer's browser would, by its Service inside the cluster. */
final class ShopClient
{
    private const TIMEOUT_SECONDS = 30;

    private readonly CurlHandle $curl;

    /** @param string $address where the Service is, such as http://web; @param string $url the shop's public address. */
    public function __construct(private readonly string $address, private readonly string $url, private readonly string $proof)
    {
        $this->curl = curl_init();
    }

    public function get(string $path, array $headers = []): Answer
    {
        return $this->send('GET', $path, $headers);
    }

    public function post(string $path, array $body, array $headers = []): Answer
    {
        return $this->send('POST', $path, $headers, json_encode($body, JSON_THROW_ON_ERROR));
    }

    /** The answer when its status is 2xx, else StepFailed. A redirection is none: the shop would have another address. */
    private function send(string $method, string $path, array $headers, ?string $body = null): Answer
    {
        $answered = [];
        // The query may hold the key of an order.
        $request = "$method " . strtok($path, '?');
        curl_reset($this->curl);
        curl_setopt_array($this->curl, [
            CURLOPT_URL => $this->address . $path,
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => self::TIMEOUT_SECONDS,
            CURLOPT_HTTPHEADER => [...$this->ownHeaders(), ...$headers],
            CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$answered): int {
                [$name, $value] = explode(':', $line, 2) + ['', ''];
                $answered[strtolower(trim($name))] = trim($value);
                return strlen($line);
            },
        ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => $body]));
        $text = curl_exec($this->curl);
        if ($text === false) {
            throw new StepFailed("$request got no answer: " . curl_error($this->curl));
        }
        $answer = new Answer($request, curl_getinfo($this->curl, CURLINFO_RESPONSE_CODE), $answered, $text);
        if ($answer->status < 200 || $answer->status > 299) {
            $where = isset($answered['location']) ? " to {$answered['location']}" : '';
            throw new StepFailed("$request answered $answer->status$where: {$answer->beginning()}");
        }
        return $answer;
    }

    private function ownHeaders(): array
    {
        $public = parse_url($this->url);
        return [
            'Host: ' . $public['host'] . (isset($public['port']) ? ":{$public['port']}" : ''),
            "X-Forwarded-Proto: {$public['scheme']}",
            "X-Order-Check: $this->proof",
            'Content-Type: application/json',
            'User-Agent: storewright-order-check',
        ];
    }
}
