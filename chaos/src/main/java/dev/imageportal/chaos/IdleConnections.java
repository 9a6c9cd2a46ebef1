package dev.imageportal.chaos;

/// Connections that are opened and say nothing.
record IdleConnections() implements Fault {

    @Override
    public String name() {
        return "idle-connections";
    }

    @Override
    public Outcome run(Scene scene) {
        Trial trial = new Trial(name(), scene);
        Others others = Others.of(trial);
        try (Lines lines = new Lines(scene.portal().gateway())) {
            others.during(() -> {
                int open = lines.open(scene.options().connections());
                Pause.of(scene.options().outage());
                trial.note(open + " opened, " + lines.alive() + " still open");
                if (open < scene.options().connections()) {
                    trial.note("the system granted no more");
                }
            });
        }
        return trial.end();
    }
}
