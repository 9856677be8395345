package dev.groundswell.testbed.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import dev.groundswell.local.console.Progress;
import dev.groundswell.testbed.contract.Answer;
import dev.groundswell.testbed.contract.Call;
import dev.groundswell.testbed.contract.Contract;
import dev.groundswell.testbed.contract.Judge;

/// Our own generator: asks so many questions one after the other and holds each answer against the contract and against what the question must be told.
/// Confined to one thread.
public final class Fuzzer {

    /// Switching limits, or back to what is configured, changes what everything else is answered.
    static final List<String> LEFT_OUT = List.of("switchLimits", "resetLimits");
    private static final int SAY_EVERY = 1_000;

    private final URI gateway;
    private final Contract contract;
    private final Judge judge;
    private final Minting tokens;
    private final Progress progress;
    private final Findings findings = new Findings();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    private Fuzzer(URI gateway, Contract contract, Minting tokens, Progress progress) {
        this.gateway = gateway;
        this.contract = contract;
        this.judge = new Judge(contract);
        this.tokens = tokens;
        this.progress = progress;
    }

    /// Makes tokens that the suite accepts.
    public interface Minting {

        String mint(String subject, boolean admin, Duration ttl);
    }

    /// @param asked how many questions
    /// @param findings a few lines for each kind of fault; empty when nothing is wrong
    public record Result(int asked, Map<Integer, Integer> statuses, int waited, int faults, List<String> findings) {

        /// `10000 cases, 0 faults: 200 3120, 400 1422 …`
        public String line() {
            StringBuilder line = new StringBuilder().append(asked).append(" cases, ").append(faults)
                    .append(faults == 1 ? " fault:" : " faults:");
            statuses.forEach((status, times) -> line.append(' ').append(status).append('×').append(times));
            return line.append(waited > 0 ? "; waited for limits " + waited + " times" : "").toString();
        }
    }

    /// Asks `cases` questions that the seed decides. Fails with [FuzzException] when there is nobody to ask.
    ///
    /// @param contract as the gateway shows it
    public static Result run(URI gateway, Contract contract, Minting tokens, long seed, int cases, Progress progress)
            throws InterruptedException {
        return new Fuzzer(gateway, contract, tokens, progress).ask(seed, cases);
    }

    private Result ask(long seed, int cases) throws InterruptedException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Shop shop = new Shop(seed, tokens, random);
        Questions questions = new Questions(contract, shop, random);
        Mistakes mistakes = new Mistakes(contract, shop, questions, random);
        List<Call> calls = contract.calls().stream().filter(call -> !LEFT_OUT.contains(call.id())).toList();
        try (Wire wire = new Wire(gateway)) {
            Door door = new Door(wire);
            shop.open(door);
            for (int i = 1; i <= cases; i++) {
                Case right = questions.about(calls.get(random.nextInt(calls.size())));
                Case asked = random.nextInt(4) == 0 ? right : mistakes.in(right);
                ask(asked, door, shop);
                if (i % SAY_EVERY == 0) {
                    progress.step("fuzz", i + " of " + cases + " cases, " + findings.kinds() + " kinds of faults");
                }
            }
            return new Result(cases, Map.copyOf(statuses), door.waited(), findings.total(), findings.words(gateway));
        } catch (IOException e) {
            throw new FuzzException(gateway + " does not answer: " + e, e);
        }
    }

    private void ask(Case asked, Door door, Shop shop) throws IOException, InterruptedException {
        Answer answer = answered(asked, door);
        int faults = findings.total();
        if (answer.status() == 400 && answer.body().length == 0 && !isUri(asked.request().target())) {
            // Refused by the HTTP server itself, without a word, as the contract says.
            return;
        }
        if (answer.status() >= 500 && !asked.expected().contains(answer.status()) && !isNotKept(asked, answer)) {
            findings.add(asked, answer, "status " + answer.status() + ": " + answer.text());
            return;
        }
        judge.faults(asked.request().method(), asked.request().path(), answer).forEach(fault -> findings.add(asked, answer, fault));
        if (!asked.expected().isEmpty() && !asked.expected().contains(answer.status()) && findings.total() == faults) {
            findings.add(asked, answer,
                    "status " + answer.status() + " instead of " + asked.expected() + " for " + kind(asked.what()) + ": " + answer.text());
        }
        shop.learn(asked.call(), asked.request(), answer);
        if (asked.request().method().equals("GET") && answer.status() != 429 && !answer.cut()
                && asked.expected().contains(answer.status())) {
            compareHead(asked, answer, door);
        }
    }

    private Answer answered(Case asked, Door door) throws IOException, InterruptedException {
        Answer answer;
        try {
            answer = door.ask(asked.request());
        } catch (IOException broken) {
            // A connection that ends without a word is told like an answer that nobody may give.
            answer = new Answer(599, Map.of(), String.valueOf(broken).getBytes(java.nio.charset.StandardCharsets.UTF_8), false);
        }
        statuses.merge(answer.status(), 1, Integer::sum);
        return answer;
    }

    /// What a client asked not to be fetched is no fault of ours.
    private static boolean isNotKept(Case asked, Answer answer) {
        return answer.status() == 504 && asked.request().headers().contains("Cache-Control: only-if-cached");
    }

    private void compareHead(Case asked, Answer answer, Door door) throws IOException, InterruptedException {
        Request head = asked.request().by("HEAD");
        if (asked.call().id().equals("followOrder")) {
            return;
        }
        Case same = new Case(asked.call(), "the head of it", head, asked.expected());
        Answer answered = answered(same, door);
        judge.faults("HEAD", head.path(), answered).forEach(fault -> findings.add(same, answered, fault));
        if (answered.status() != answer.status()) {
            findings.add(same, answered, "HEAD answers " + answered.status() + ", GET " + answer.status());
        }
        Optional<String> tag = answer.header("ETag");
        if (!answered.header("ETag").equals(tag)) {
            findings.add(same, answered, "HEAD has the tag " + answered.header("ETag") + ", GET " + tag);
        }
    }

    private static boolean isUri(String target) {
        try {
            return new URI(target).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String kind(String what) {
        return what.replaceAll(" at /.*", "");
    }
}
