package dev.handover.local.issuer;

import java.util.Optional;
import java.util.stream.Stream;

/** Whom the development issuer vouches for. */
public record Person(String subject, String name, String email, String role, String scope) {

    /** The people of the demo workspace. */
    public static Optional<Person> named(String name) {
        return Stream.of(
                        new Person("owner", "Olga Owner", "owner@acme.test", "owner", ""),
                        new Person("amelie", "Amélie Laurent", "amelie@acme.test", "operator", ""),
                        new Person("ben", "Ben Okafor", "ben@acme.test", "operator", ""),
                        new Person(
                                "agent",
                                "Acme Assistant",
                                "agent@acme.test",
                                "agent",
                                "conversations:write tickets:open"),
                        new Person("service", "Platform service", "service@acme.test", "service", "operations"))
                .filter(person -> person.subject().equals(name))
                .findFirst();
    }

    Person as(String otherRole) {
        return new Person(subject, name, email, otherRole, scope);
    }
}
