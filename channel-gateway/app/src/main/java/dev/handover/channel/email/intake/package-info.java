/** What a mail becomes: kept raw, normalised and published, in one transaction. */
@NullMarked
package dev.handover.channel.email.intake;

import org.jspecify.annotations.NullMarked;
