package dev.groundswell.local.process;

import java.util.ArrayList;
import java.util.List;

/// The shell between supervisor and child. Its standard input is a pipe only the supervisor holds: end of file means that the supervisor
/// wants the child stopped or is gone, for whatever reason, SIGKILL included. It runs in a session of its own, so the terminal's Ctrl-C
/// reaches the supervisor alone, which then stops services before the parts they need.
final class Lifeline {
    /// Prints the child's pid, then waits for it and ends with its code. The watcher is a process of its own: it does its work even when
    /// somebody kills the waiting shell. Descriptor 3 is the pipe, because a shell gives background jobs /dev/null as input.
    private static final String SCRIPT = """
            log=$1 signal=$2 grace=$3; shift 3
            exec 3<&0
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            child=$!
            echo "$child"
            (
              exec >/dev/null 2>&1
              while read -r _ <&3; do :; done
              kill -"$signal" "$child"
              left=$((grace * 20))
              while [ "$left" -gt 0 ]; do
                kill -0 "$child" || exit 0
                sleep 0.05
                left=$((left - 1))
              done
              kill -KILL "$child"
            ) &
            watcher=$!
            exec >/dev/null 3<&-
            wait "$child"
            code=$?
            kill -KILL "$watcher" 2>/dev/null
            exit "$code"
            """;

    private Lifeline() {}

    static List<String> around(ChildSpec spec) {
        List<String> command = new ArrayList<>(Session.prefix());
        command.addAll(List.of("sh", "-c", SCRIPT, "lifeline-" + spec.name()));
        command.addAll(List.of(spec.log().toString(), spec.stopSignal(), Long.toString(Math.max(1, spec.grace().toSeconds()))));
        command.addAll(spec.command());
        return command;
    }
}
