<?php
/**
 * A square of 1000 by 1000 units to draw flat shapes on. It is drawn twice as large and scaled down, since GD's own shapes
 * have jagged edges.
 */
final class Canvas
{
    private const SCALE = 2;
    private const SIDE = 1000;

    private readonly GdImage $image;

    public function __construct(string $background)
    {
        $this->image = imagecreatetruecolor(self::SIDE * self::SCALE, self::SIDE * self::SCALE);
        imagefill($this->image, 0, 0, $this->colour($background));
    }

    public function box(int $left, int $top, int $right, int $bottom, int $radius, string $colour): void
    {
        $fill = $this->colour($colour);
        [$l, $t, $r, $b, $round] = array_map($this->pixels(...), [$left, $top, $right, $bottom, $radius]);
        imagefilledrectangle($this->image, $l + $round, $t, $r - $round, $b, $fill);
        imagefilledrectangle($this->image, $l, $t + $round, $r, $b - $round, $fill);
        foreach ([[$l + $round, $t + $round], [$r - $round, $t + $round], [$l + $round, $b - $round], [$r - $round, $b - $round]] as [$x, $y]) {
            imagefilledellipse($this->image, $x, $y, 2 * $round, 2 * $round, $fill);
        }
    }

    public function oval(int $x, int $y, int $width, int $height, string $colour): void
    {
        imagefilledellipse($this->image, ...[...array_map($this->pixels(...), [$x, $y, $width, $height]), $this->colour($colour)]);
    }

    /** @param int[] $points x and y in turn */
    public function shape(array $points, string $colour): void
    {
        imagefilledpolygon($this->image, array_map($this->pixels(...), $points), $this->colour($colour));
    }

    /** The outline of an oval. */
    public function ring(int $x, int $y, int $width, int $height, int $thickness, string $colour): void
    {
        for ($degree = 0; $degree < 360; $degree++) {
            $angle = deg2rad($degree);
            $this->oval((int) ($x + cos($angle) * $width / 2), (int) ($y + sin($angle) * $height / 2), $thickness, $thickness, $colour);
        }
    }

    public function stroke(int $x1, int $y1, int $x2, int $y2, int $thickness, string $colour): void
    {
        $length = hypot($x2 - $x1, $y2 - $y1);
        [$dx, $dy] = [($y2 - $y1) / $length * $thickness / 2, ($x1 - $x2) / $length * $thickness / 2];
        $this->shape(array_map(intval(...), [$x1 + $dx, $y1 + $dy, $x2 + $dx, $y2 + $dy, $x2 - $dx, $y2 - $dy, $x1 - $dx, $y1 - $dy]), $colour);
    }

    /** A leaf that grows from a point; 0 degrees is upwards. */
    public function leaf(int $x, int $y, int $length, int $width, int $degrees, string $colour): void
    {
        $angle = deg2rad($degrees);
        $points = [];
        for ($step = 0; $step <= 40; $step++) {
            $along = $step <= 20 ? $step / 20 : (40 - $step) / 20;
            $side = ($step <= 20 ? 1 : -1) * sin($along * M_PI) * $width / 2;
            $points[] = (int) ($x + sin($angle) * $along * $length + cos($angle) * $side);
            $points[] = (int) ($y - cos($angle) * $along * $length + sin($angle) * $side);
        }
        $this->shape($points, $colour);
    }

    public function shadow(int $x, int $y, int $width): void
    {
        $shade = imagecolorallocatealpha($this->image, 40, 34, 28, 112);
        imagefilledellipse($this->image, ...[...array_map($this->pixels(...), [$x, $y, $width, 56]), $shade]);
    }

    public function scaled(int $side): GdImage
    {
        $copy = imagecreatetruecolor($side, $side);
        imagecopyresampled($copy, $this->image, 0, 0, 0, 0, $side, $side, imagesx($this->image), imagesy($this->image));
        return $copy;
    }

    private function pixels(int $units): int
    {
        return $units * self::SCALE;
    }

    private function colour(string $hex): int
    {
        return imagecolorallocate($this->image, ...sscanf($hex, '#%2x%2x%2x'));
    }
}
