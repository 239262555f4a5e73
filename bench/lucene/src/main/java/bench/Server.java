package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

/**
 * Answers queries from an index, one search thread, no cache of queries; a line in, a line out.
 *
 * <p>{@code query KIND words...} keeps a query and prints its number; {@code top K NUMBER} prints the document
 * numbers and scores; {@code time K NUMBER...} answers queries one after the other and prints the nanoseconds
 * that each took in here, from the built query to document numbers and scores; {@code count NUMBER} prints how
 * many documents match.
 */
final class Server {
    private static final float K1 = 0.7f;
    private static final float B = 0.75f;

    private final IndexSearcher searcher;
    private final Queries queries;
    private final List<Query> kept = new ArrayList<>();
    /** Keeps what was computed from being optimised away. */
    private double sink;

    Server(Path folder, List<String> fields) throws IOException {
        long began = System.nanoTime();
        DirectoryReader reader = DirectoryReader.open(MMapDirectory.open(folder));
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(K1, B));
        searcher.setQueryCache(null);
        queries = new Queries(fields);
        long took = System.nanoTime() - began;
        answer("ready\t" + took + "\t" + reader.leaves().size() + "\t" + System.getProperty("java.version"));
    }

    void run() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            String[] words = line.split(" ");
            answer(
                    switch (words[0]) {
                        case "query" -> keep(words);
                        case "top" -> top(words);
                        case "time" -> time(words);
                        case "count" -> Integer.toString(searcher.count(number(words[1])));
                        default -> throw new IllegalArgumentException("no such request: " + line);
                    });
        }
    }

    private String keep(String[] words) {
        kept.add(queries.of(words[1], List.of(words).subList(2, words.length)));
        return Integer.toString(kept.size() - 1);
    }

    private String top(String[] words) throws IOException {
        StringBuilder said = new StringBuilder();
        for (ScoreDoc hit : search(number(words[2]), Integer.parseInt(words[1])).scoreDocs) {
            said.append(said.isEmpty() ? "" : " ").append(hit.doc).append(':').append(hit.score);
        }
        return said.toString();
    }

    private String time(String[] words) throws IOException {
        int k = Integer.parseInt(words[1]);
        StringBuilder said = new StringBuilder();
        for (int at = 2; at < words.length; at++) {
            Query query = number(words[at]);
            long began = System.nanoTime();
            for (ScoreDoc hit : search(query, k).scoreDocs) {
                sink += hit.doc + hit.score;
            }
            said.append(at == 2 ? "" : " ").append(System.nanoTime() - began);
        }
        return said.toString();
    }

    /** Ranks the best k without counting further than that, Lucene's quickest way. */
    private TopDocs search(Query query, int k) throws IOException {
        return searcher.search(query, new TopScoreDocCollectorManager(k, null, k));
    }

    private Query number(String word) {
        return kept.get(Integer.parseInt(word));
    }

    private void answer(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
