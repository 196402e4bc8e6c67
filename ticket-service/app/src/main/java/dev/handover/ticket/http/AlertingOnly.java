package dev.handover.ticket.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** For services, and machines whose token has the scope {@code alerts:write}. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasRole('SERVICE') or (hasRole('AGENT') and hasAuthority('SCOPE_alerts:write'))")
@interface AlertingOnly {}
