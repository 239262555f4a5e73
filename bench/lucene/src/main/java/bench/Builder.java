package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.LogMergePolicy;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.FSDirectory;

/**
 * Writes an index and prints how long it took until all was committed, and until it was in one segment.
 *
 * <p>With one thread documents keep the order of the input, so that their numbers are those of its lines.
 */
final class Builder {
    private static final int RAM_BUFFER_MB = 512;
    private static final int BATCH = 200;
    private static final int BATCHES_AHEAD = 50;
    private static final List<String> END = List.of();

    private final Path folder;
    private final Articles articles;
    private final int threads;
    private final int segments;

    Builder(Path folder, Articles articles, int threads, int segments) {
        this.folder = folder;
        this.articles = articles;
        this.threads = threads;
        this.segments = segments;
    }

    void run(Path input) throws Exception {
        long perSegment = segments > 1 ? -Math.floorDiv(-lines(input), segments) : Long.MAX_VALUE;
        long began = System.nanoTime();
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, config())) {
            try (BufferedReader reader = Files.newBufferedReader(input)) {
                while (addAll(writer, reader, perSegment)) {
                    writer.commit();
                }
            }
            writer.commit();
            print("committed_seconds", seconds(began));
            if (segments == 1) {
                writer.forceMerge(1);
                writer.commit();
            }
            print("merged_seconds", seconds(began));
            print("articles", writer.getDocStats().numDocs);
        }
        print("peak_bytes", peakBytes());
    }

    private IndexWriterConfig config() {
        IndexWriterConfig config = new IndexWriterConfig(articles.analyzer);
        config.setRAMBufferSizeMB(RAM_BUFFER_MB);
        config.setUseCompoundFile(false);
        config.setMergePolicy(segments == 1 ? inOrder() : NoMergePolicy.INSTANCE);
        return config;
    }

    private static LogMergePolicy inOrder() {
        LogMergePolicy policy = new LogDocMergePolicy();
        policy.setNoCFSRatio(0);
        return policy;
    }

    /** Adds up to {@code most} lines; returns whether there may be more. */
    private boolean addAll(IndexWriter writer, BufferedReader reader, long most) throws Exception {
        BlockingQueue<List<String>> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            workers.add(pool.submit(() -> work(writer, queue)));
        }
        long read = 0;
        List<String> batch = new ArrayList<>();
        for (String line; read < most && (line = reader.readLine()) != null; read++) {
            batch.add(line);
            if (batch.size() == BATCH) {
                queue.put(batch);
                batch = new ArrayList<>();
            }
        }
        queue.put(batch.isEmpty() ? END : batch);
        queue.put(END);
        finish(pool, workers);
        return read == most;
    }

    private void work(IndexWriter writer, BlockingQueue<List<String>> queue) {
        try {
            for (List<String> batch; (batch = queue.take()) != END; ) {
                for (String line : batch) {
                    writer.addDocument(articles.document(line));
                }
            }
            queue.put(END);
        } catch (IOException | InterruptedException error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1); // who fills the queue would wait for ever
        }
    }

    private static void finish(ExecutorService pool, List<Future<?>> workers)
            throws InterruptedException, ExecutionException {
        for (Future<?> worker : workers) {
            worker.get();
        }
        pool.shutdown();
    }

    private static long lines(Path input) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(input)) {
            return reader.lines().count();
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static long peakBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    private static void print(String name, Object value) {
        System.out.println(name + "\t" + value);
    }
}
