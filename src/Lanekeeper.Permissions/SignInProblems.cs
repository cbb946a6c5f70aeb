namespace Lanekeeper.Permissions;

/// <summary>Every way in which a sign-in is refused.</summary>
public static class SignInProblems
{
    /// <summary>The same words for an unknown address, a wrong password, an account without one and a disabled one.</summary>
    public static Problem Wrong() =>
        new(ProblemKind.Unauthenticated, "sign-in.wrong", "This e-mail address and password do not belong together. Try again, or ask an admin for a link to set a new password.");

    public static Problem TooMany(TimeSpan wait) =>
        new(ProblemKind.Exhausted, "sign-in.too-many", $"Too many tries. Wait {Say(wait)}, then try again; an admin can give you a link that works at once.") { RetryAfter = wait };

    public static Problem Busy() =>
        new(ProblemKind.Exhausted, "sign-in.busy", "Too many people sign in at this moment. Try again in a few seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>The same words for a link that never was, was used, or has expired.</summary>
    public static Problem UnknownLink() =>
        new(ProblemKind.NotFound, "sign-in.unknown-link", "This link does not work any more: it works once, and not for long. Ask an admin for a new one, or run `lanekeeper sign-in` on the server's machine.");

    public static Problem InvalidAnswer(IReadOnlyList<string> faults) =>
        new(ProblemKind.Invalid, "sign-in.invalid-answer", Sentence(string.Join("; ", faults))) { Details = faults };

    public static Problem BadPassword(string fault) => new(ProblemKind.Invalid, "sign-in.bad-password", Sentence(fault));

    public static Problem WrongCurrent() => new(ProblemKind.Invalid, "sign-in.wrong-current", "The current password is not right, so nothing was changed.");

    public static Problem UnverifiedEmail() =>
        new(ProblemKind.Denied, "sign-in.unverified-email", "The provider has not verified your e-mail address, so it cannot tell which account is yours. Verify it there, then sign in again.");

    public static Problem NoAccountForIdentity() =>
        new(ProblemKind.Denied, "sign-in.no-account", "The provider knows you, and there is no account here that you may use. Ask an admin to invite the e-mail address that you have there.");

    public static Problem UnknownSession() => new(ProblemKind.Unauthenticated, "sign-in.unknown-session", "You are not signed in any more. Sign in again.");

    public static Problem SessionsUnavailable() =>
        new(ProblemKind.Exhausted, "sign-in.unavailable", "The database does not answer, so your session cannot be checked now. Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem NoSession(Guid id) => new(ProblemKind.NotFound, "sign-in.no-session", $"There is no open session {id}.");

    public static Problem NoPerson(Guid id) => new(ProblemKind.NotFound, "people.no-person", $"There is no account {id}.");

    public static Problem AddressTaken() => new(ProblemKind.Conflict, "people.email-taken", "Another account has this e-mail address.");

    public static Problem LastAdmin() =>
        new(ProblemKind.Conflict, "people.last-admin", "This is the last admin who can sign in. Make somebody else an admin first.");

    public static Problem Disabled() => new(ProblemKind.Conflict, "people.disabled", "This account is disabled, and a link to it would not work. Enable it first.");

    private static string Sentence(string fault) => $"{char.ToUpperInvariant(fault[0])}{fault[1..]}.";

    private static string Say(TimeSpan wait) => wait < TimeSpan.FromMinutes(1)
        ? $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} seconds"
        : $"{(int)Math.Ceiling(wait.TotalMinutes)} minutes";
}
