<?php
/**
 * compile-code.php <folder>: compiles the PHP files of the folder into opcache.file_cache. One process each for folders that
 * define the same function, as WordPress's two of `__` do. A file that does not compile by itself is left to whoever loads it.
 */
[, $folder] = $argv;
$compiled = 0;
// The plugin's folder is missing from an image that is built without it.
$files = is_dir($folder) ? new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) : [];
foreach ($files as $file) {
    if ($file->getExtension() === 'php') {
        $compiled += (int) @opcache_compile_file($file->getPathname());
    }
}
echo "$folder: $compiled files compiled\n";
