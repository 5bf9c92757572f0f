<?php
/** What a check did, as lines for the log and as one JSON object for the platform, which reads it from the container's end. */
final class Report
{
    private const TERMINATION_LOG = '/dev/termination-log';
    /** Kubernetes cuts off what is longer. */
    private const TERMINATION_LOG_BYTES = 4096;

    private array $steps = [];
    private ?array $failure = null;

    /** Does the work of a step and tells how long it took. What goes wrong in it is noted and thrown on as StepFailed. */
    public function step(string $name, callable $work): mixed
    {
        $start = hrtime(true);
        try {
            $result = $work();
        } catch (Throwable $error) {
            $answer = $error instanceof StepFailed ? $error->getMessage() : $error::class . ": {$error->getMessage()}";
            // The first fault is the one to tell of, also when the clean-up fails after it.
            $this->failure ??= ['step' => $name, 'answer' => $answer];
            echo "failed $name: $answer\n";
            throw $error instanceof StepFailed ? $error : new StepFailed($answer, previous: $error);
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
