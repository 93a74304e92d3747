package dev.sallyport.sigv4;

/** Counts the cases of one vector file or folder and prints the line by which a reader sees that they ran. */
final class VectorTally {
    private final String file;
    private int passed;
    private int failed;
    private int skipped;

    VectorTally(String file) {
        this.file = file;
    }

    void count(Runnable test) {
        failed++;
        test.run();
        failed--;
        passed++;
    }

    void skip() {
        skipped++;
    }

    void print() {
        System.out.printf(
                "%s: passed %d, failed %d, skipped %d, total %d%n",
                file, passed, failed, skipped, passed + failed + skipped);
    }
}
