<?php
/**
 * The digest of a folder's content: sha256 over the lines "<sha256 of the file>  <path>\n", sorted by path (bytes). Times,
 * owners, modes and empty folders do not count, so it is the same whoever packed the files.
 * As a shell command, inside the folder: find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
 */
function tree_digest(string $folder): string
{
    $paths = [];
    $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS));
    foreach ($files as $file) {
        $paths[] = substr($file->getPathname(), strlen($folder) + 1);
    }
    sort($paths, SORT_STRING);
    $digest = hash_init('sha256');
    foreach ($paths as $path) {
        hash_update($digest, hash_file('sha256', "$folder/$path") . "  $path\n");
    }
    return hash_final($digest);
}
