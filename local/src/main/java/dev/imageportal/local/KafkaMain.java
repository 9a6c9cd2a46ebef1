package dev.imageportal.local;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// The broker's process: formats its folder when that is new, then runs the broker.
public final class KafkaMain {

    /// Any, but the same at every start.
    private static final Uuid CLUSTER = new Uuid(0x696d616765L, 0x706f7274616cL);

    private KafkaMain() {}

    /// @param arguments the broker's properties file
    public static void main(String[] arguments) {
        int formatted = StorageTool.execute(new String[]{
                "format", "--ignore-formatted", "--cluster-id", CLUSTER.toString(), "--config",
                arguments[0]}, System.out);
        if (formatted != 0) {
            System.exit(formatted);
        }
        Kafka.main(arguments);
    }
}
