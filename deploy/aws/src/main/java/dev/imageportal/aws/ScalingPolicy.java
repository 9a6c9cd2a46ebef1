package dev.imageportal.aws;

/// Decides each minute how many instances there should be, from what CloudWatch would show of the minute before.
interface ScalingPolicy {

    /// @param instances   in service, without those that still start
    /// @param wanted      instances as decided before
    /// @param utilisation of their processors, 0 to 1
    /// @param bytes       that each of them received within the minute, on average
    int decide(int instances, int wanted, double utilisation, double bytes);

    /// Target tracking as CloudWatch's alarms for it are made: three minutes above the target add instances, fifteen
    /// minutes below nine tenths of it take one away.
    final class Tracking implements ScalingPolicy {

        private static final int MINUTES_ABOVE = 3;
        private static final int MINUTES_BELOW = 15;

        private final double target;
        private int above;
        private int below;

        Tracking(double target) {
            this.target = target;
        }

        @Override
        public int decide(int instances, int wanted, double utilisation, double bytes) {
            above = utilisation > target ? above + 1 : 0;
            below = utilisation < 0.9 * target ? below + 1 : 0;
            if (above >= MINUTES_ABOVE) {
                return Math.max(wanted, (int) Math.ceil(instances * utilisation / target));
            }
            if (below >= MINUTES_BELOW) {
                below = 0;
                return Math.max(wanted - 1, (int) Math.ceil(instances * utilisation / target));
            }
            return wanted;
        }
    }

    /// One instance more or fewer for the bytes received, by averages over five minutes, with a pause after each step.
    final class Bytes implements ScalingPolicy {

        private static final int PERIOD = 5;
        private static final int PAUSE = 6;

        private final double upper;
        private final double lower;
        private double sum;
        private int minutes;
        private int pause;

        Bytes(double upper, double lower) {
            this.upper = upper;
            this.lower = lower;
        }

        @Override
        public int decide(int instances, int wanted, double utilisation, double bytes) {
            sum += bytes;
            minutes++;
            pause--;
            if (minutes < PERIOD) {
                return wanted;
            }
            double average = sum / minutes;
            sum = 0;
            minutes = 0;
            int change = average > upper ? 1 : average < lower ? -1 : 0;
            if (change == 0 || pause > 0) {
                return wanted;
            }
            pause = PAUSE;
            return wanted + change;
        }
    }
}
