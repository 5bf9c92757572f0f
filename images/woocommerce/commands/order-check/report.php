<?php
/** What a check did, as lines for the log and as one JSON object for the platform, which reads it from the container's end. */
final class Report
{
    private const TERMINATION_LOG = '/dev/termination-log';
    /** Kubernetes cuts off what is longer. */
    private const TERMINATION_LOG_BYTES = 4096;

    private array $steps = [];
    private ?array $failure = null;

    /** Does the work of a step and tells how long it took. StepFailed is noted and thrown on. */
    public function step(string $name, callable $work): mixed
    {
        $start = hrtime(true);
        try {
            $result = $work();
        } catch (StepFailed $error) {
            $this->failure = ['step' => $name, 'answer' => $error->getMessage()];
            echo "failed $name: {$error->getMessage()}\n";
            throw $error;
        }
        $ms = intdiv(hrtime(true) - $start, 1_000_000);
        $this->steps[] = ['name' => $name, 'ms' => $ms];
        echo "ok $name $ms ms\n";
        return $result;
    }

    public function write(): void
    {
        $report = ['steps' => $this->steps] + ($this->failure ? ['failure' => $this->failure] : []);
        $json = json_encode($report, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
        if (is_writable(self::TERMINATION_LOG) && strlen($json) <= self::TERMINATION_LOG_BYTES) {
            file_put_contents(self::TERMINATION_LOG, $json);
        }
    }
}
