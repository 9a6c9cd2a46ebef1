/// The whole portal through its one door, and the rules that its code keeps.
@NullMarked
package dev.imageportal.system;

import org.jspecify.annotations.NullMarked;
