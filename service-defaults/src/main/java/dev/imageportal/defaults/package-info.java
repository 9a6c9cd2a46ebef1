/// What every service does alike. Services get it by auto-configuration and by importing `service-defaults.yaml`.
@NullMarked
package dev.imageportal.defaults;

import org.jspecify.annotations.NullMarked;
