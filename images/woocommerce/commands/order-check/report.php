<?php
/** What a check did, as lines for the log and as one JSON object for the platform, which reads it from the container's end. */
final class Report
{
    private const TERMINATION_LOG = '/dev/termination-log';
    /** Kubernetes cuts off what is longer. */
    private const TERMINATION_LOG_BYTES = 4096;

    public const BEGIN = 'Begin';

    private array $steps = [];
    private ?array $failure = null;
    /** The step under way. What happens before and between steps belongs to the beginning. */
    private string $at = self::BEGIN;

    /** Does the work of a step and tells how long it took. What goes wrong in it is noted and thrown on as StepFailed. */
    public function step(string $name, callable $work): mixed
    {
        $start = hrtime(true);
        $this->at = $name;
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
        $this->at = self::BEGIN;
        echo "ok $name $ms ms\n";
        return $result;
    }

    /** For an end that PHP or WordPress made, which no step could note: a database that went away, or a fatal error. */
    public function broken(): void
    {
        $this->failure ??= ['step' => $this->at, 'answer' => 'The check ended before it was done; the log of its pod says why.'];
    }

    public function write(): void
    {
        // By tenths, since how much longer a text gets in JSON depends on what is in it.
        while (strlen($this->json()) > self::TERMINATION_LOG_BYTES && ($this->failure['answer'] ?? '') !== '') {
            $answer = $this->failure['answer'];
            $this->failure['answer'] = mb_strcut($answer, 0, intdiv(strlen($answer) * 9, 10), 'UTF-8');
        }
        if (is_writable(self::TERMINATION_LOG)) {
            file_put_contents(self::TERMINATION_LOG, $this->json());
        }
    }

    private function json(): string
    {
        $report = ['steps' => $this->steps] + ($this->failure ? ['failure' => $this->failure] : []);
        return json_encode($report, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
    }
}
