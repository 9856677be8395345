package dev.groundswell.gateway.balance;

/// One request's time with one instance, from the choice to the end of the answer. Confined to the request's event loop.
public final class Turn {

    private final Instances instances;
    private final Instance instance;
    private final int era;
    private boolean ended;

    Turn(Instances instances, Instance instance) {
        this.instances = instances;
        this.instance = instance;
        this.era = instance.condition().era();
        instance.enter();
    }

    public Address address() {
        return instance.address();
    }

    /// The head of an answer came, whatever its status.
    public void answered() {
        if (!instance.condition().blameless()) {
            instances.answered(instance, era);
        }
    }

    /// The instance could not be reached, broke off or was too slow, before the head of an answer.
    public void failed(Throwable why) {
        instances.failed(instance, era, why);
    }

    /// The instance is no longer busy with the request. More than once is once.
    public void end() {
        if (!ended) {
            ended = true;
            instance.leave();
        }
    }

    Instance instance() {
        return instance;
    }
}
