/** What the description of every service's API says alike. */
@NullMarked
package dev.handover.foundation.description;

import org.jspecify.annotations.NullMarked;
