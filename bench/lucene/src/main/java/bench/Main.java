package bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Builds a Lucene index of a file of articles, or answers queries from one over standard input and output. */
public final class Main {
    private static final String USAGE =
            "build FOLDER INPUT words|arabic FIELDS THREADS SEGMENTS, or serve FOLDER FIELDS";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        String verb = left.isEmpty() ? "" : left.pop();
        if (verb.equals("build") && left.size() == 6) {
            Path folder = Path.of(left.pop());
            Path input = Path.of(left.pop());
            Articles articles = Articles.of(left.pop(), List.of(left.pop().split(",")));
            new Builder(folder, articles, Integer.parseInt(left.pop()), Integer.parseInt(left.pop())).run(input);
        } else if (verb.equals("serve") && left.size() == 2) {
            new Server(Path.of(left.pop()), List.of(left.pop().split(","))).run();
        } else {
            System.err.println(USAGE);
            System.exit(2);
        }
    }
}
