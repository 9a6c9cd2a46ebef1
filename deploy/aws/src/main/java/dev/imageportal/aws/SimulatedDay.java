package dev.imageportal.aws;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A day of uploads under one policy, minute by minute.
///
/// Instances take what they can and refuse the rest at once; nothing waits. That is harsher than the portal, whose
/// uploads wait for a processor for some seconds, but not than what matters here: a minute in which more comes than can
/// be done.
record SimulatedDay(List<Minute> minutes) {

    /// @param offered     uploads a second
    /// @param refused     of them
    /// @param instances   in service
    /// @param paid        in service or starting
    /// @param utilisation of those in service, 0 to 1
    record Minute(double offered, double refused, int instances, int paid, double utilisation) {}

    SimulatedDay {
        minutes = List.copyOf(minutes);
    }

    static SimulatedDay under(ScalingPolicy policy, InstanceCapacity capacity, int minimum, int maximum) {
        List<Minute> minutes = new ArrayList<>();
        Deque<Integer> starting = new ArrayDeque<>();
        int instances = minimum;
        for (int minute = 0; minute < LoadCurve.MINUTES; minute++) {
            while (!starting.isEmpty() && starting.getFirst() <= minute) {
                starting.removeFirst();
                instances++;
            }
            double offered = LoadCurve.at(minute);
            double done = Math.min(offered, instances * capacity.uploads());
            double utilisation = done / (instances * capacity.uploads());
            minutes.add(new Minute(offered, offered - done, instances, instances + starting.size(), utilisation));

            double bytes = done * 60 * capacity.bytes() / instances + capacity.background();
            int before = instances + starting.size();
            int wanted = Math.clamp(policy.decide(instances, before, utilisation, bytes), minimum, maximum);
            for (int added = before; added < wanted; added++) {
                starting.addLast(minute + capacity.minutesToStart());
            }
            for (int removed = before; removed > wanted; removed--) {
                if (starting.isEmpty()) {
                    instances--;
                } else {
                    starting.removeLast();
                }
            }
        }
        return new SimulatedDay(minutes);
    }

    /// What is paid for.
    double instanceHours() {
        return minutes.stream().mapToInt(Minute::paid).sum() / 60.0;
    }

    double uploads() {
        return minutes.stream().mapToDouble(Minute::offered).sum() * 60;
    }

    double refused() {
        return minutes.stream().mapToDouble(Minute::refused).sum() * 60;
    }

    double meanUtilisation() {
        return minutes.stream().mapToDouble(minute -> minute.utilisation() * minute.instances()).sum()
                / minutes.stream().mapToDouble(Minute::instances).sum();
    }
}
