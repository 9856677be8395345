package dev.groundswell.testbed.suite;

import java.util.List;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import dev.groundswell.local.testing.TestSuite;

/// Gives a test's constructor the running suite, as [TestSuite], [Shop] or [Behind]. The first to ask starts it, which takes about 25 s; all tests of
/// the JVM share it, and it is stopped when JUnit has run the last.
public final class SuiteExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SuiteExtension.class);
    private static final List<Class<?>> GIVEN = List.of(TestSuite.class, Shop.class, Behind.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return GIVEN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestSuite suite = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(TestSuite.class, none -> TestSuite.start(), TestSuite.class);
        Class<?> wanted = parameter.getParameter().getType();
        return wanted == Shop.class ? new Shop(suite) : wanted == Behind.class ? new Behind(suite) : suite;
    }
}
