package dev.groundswell.testbed.conformance;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Has the suite judge what its client found, by its own rules: a test whose dependencies did not pass has not passed.
final class Judge {
    /// Prints each test that applies to a proxy with its verdict.
    private static final String SCRIPT = """
            import { readFileSync } from 'node:fs'
            import { pathToFileURL } from 'node:url'
            const [testsFile, rulesFile, resultsFile] = process.argv.slice(1)
            const { default: suites } = await import(pathToFileURL(testsFile))
            const { determineTestResult, resultTypes } = await import(pathToFileURL(rulesFile))
            const results = resultsFile ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {}
            const verdict = id => {
              const type = determineTestResult(suites, id, results)
              return Object.keys(resultTypes).find(name => resultTypes[name] === type)
            }
            const message = result => {
              if (!Array.isArray(result)) return ''
              return ['Assertion', 'Setup'].includes(result[0]) ? String(result[1]) : result.join(': ')
            }
            const applying = suites.flatMap(suite => suite.tests).filter(test => !test.browser_only)
            console.log(JSON.stringify(applying.map(test => ({
              id: test.id,
              kind: test.kind ?? 'required',
              verdict: verdict(test.id),
              message: message(results[test.id]),
              dependencies: (test.depends_on ?? []).filter(id => !['pass', 'yes'].includes(verdict(id)))
            }))))
            """;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

    private final Node node;
    private final Checkout suite;

    Judge(Node node, Checkout suite) {
        this.node = node;
        this.suite = suite;
    }

    /// The tests that apply, none of them run yet.
    List<Judged> tests() throws InterruptedException {
        return parse(node.output(SCRIPT, suite.tests().toString(), suite.rules().toString()));
    }

    /// The tests that apply with their verdicts.
    ///
    /// @param results what the suite's client has printed
    List<Judged> judge(Path results) throws InterruptedException {
        return parse(node.output(SCRIPT, suite.tests().toString(), suite.rules().toString(), results.toString()));
    }

    static List<Judged> parse(String verdicts) {
        try {
            return JSON.readValue(verdicts, new TypeReference<List<Judged>>() {
            });
        } catch (JsonProcessingException e) {
            throw new ConformanceException("the suite's verdicts cannot be read: " + e.getOriginalMessage() + "\n" + verdicts, e);
        }
    }
}
