/** Takes in the journal and the directory and keeps what deciding and addressing need. */
@NullMarked
package dev.handover.notification.journal;

import org.jspecify.annotations.NullMarked;
