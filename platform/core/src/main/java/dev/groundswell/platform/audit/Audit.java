package dev.groundswell.platform.audit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.groundswell.platform.identity.Caller;
import dev.groundswell.platform.identity.Identity;

/// Logs what admins change: who, what, and its version before and after, at level INFO under the category `dev.groundswell.audit`, so that an installation
/// can keep these lines longer and elsewhere. What customers do with their own is not logged.
@ApplicationScoped
public class Audit {

    private static final Logger LOG = Logger.getLogger("dev.groundswell.audit");
    /// A subject with a line break in it is not to write lines of its own.
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final Identity identity;

    Audit(Identity identity) {
        this.identity = identity;
    }

    /// To be called in the request that made the changes, once they are committed: one line however many they are, and none when there are none.
    public void log(List<Change> changes) {
        log(identity.caller(), changes);
    }

    /// As [#log(List)], where the caller is known otherwise.
    public static void log(Caller caller, List<Change> changes) {
        if (caller.admin() && !changes.isEmpty() && LOG.isInfoEnabled()) {
            LOG.info(line(caller, changes));
        }
    }

    static String line(Caller caller, List<Change> changes) {
        String all = changes.stream().map(Change::toString).collect(Collectors.joining(", "));
        return CONTROLS.matcher("admin \"" + caller.subject() + "\" changed " + all).replaceAll("?");
    }
}
