<?php
/**
 * Returns when the shop says that it is ready; StepFailed after PATIENCE_SECONDS, by default a little less than the 600 s that a
 * Job of the chart may take. The reason for waiting is printed when it changes.
 */
const WAIT_FOR_SHOP_SECONDS = 540;
const WAIT_FOR_SHOP_PAUSE_MICROSECONDS = 250_000;

function wait_for_shop(string $address): void
{
    $start = microtime(true);
    $patience = (int) (getenv('PATIENCE_SECONDS') ?: WAIT_FOR_SHOP_SECONDS);
    $printed = '';
    $curl = curl_init("$address/healthz.php");
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_CONNECTTIMEOUT => 2, CURLOPT_TIMEOUT => 10]);
    do {
        $answer = curl_exec($curl);
        if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 200) {
            return;
        }
        $reason = $answer === false ? curl_strerror(curl_errno($curl)) : trim($answer);
        if ($reason !== $printed) {
            echo "waiting for the shop: $reason\n";
            $printed = $reason;
        }
        usleep(WAIT_FOR_SHOP_PAUSE_MICROSECONDS);
    } while (microtime(true) - $start < $patience);
    throw new StepFailed(sprintf('GET /healthz.php was not 200 within %d s: %s', $patience, $printed));
}
