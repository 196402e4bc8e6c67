/** The demo workspace and the main job, played on screen. */
@NullMarked
package dev.handover.local.demo;

import org.jspecify.annotations.NullMarked;
