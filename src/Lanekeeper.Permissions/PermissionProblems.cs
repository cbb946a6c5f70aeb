namespace Lanekeeper.Permissions;

/// <summary>Every way in which this room says no; <see cref="Access.Check"/> has two more.</summary>
public static class PermissionProblems
{
    /// <summary>The same words whatever is wrong with it, so that nobody learns which ids exist.</summary>
    public static Problem UnknownCredential() =>
        new(ProblemKind.Unauthenticated, "permissions.unknown-credential", "This key is not known, or it was revoked. Ask an admin for a new one; the CLI on the server's machine reads its own from the data folder.");

    public static Problem Unavailable() =>
        new(ProblemKind.Exhausted, "permissions.unavailable", "The database does not answer, so your key cannot be checked now. Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem InvalidAccount(IReadOnlyList<string> faults) =>
        new(ProblemKind.Invalid, "permissions.invalid-account", $"The account cannot be made: {string.Join("; ", faults)}.") { Details = faults };

    public static Problem EmailTaken(string email) =>
        new(ProblemKind.Conflict, "permissions.email-taken", $"There is an account with the e-mail address {email}.");

    public static Problem NoAccount(Guid id) => new(ProblemKind.NotFound, "permissions.no-account", $"There is no account {id}.");

    public static Problem NoKey(Guid id) => new(ProblemKind.NotFound, "permissions.no-key", $"There is no key {id}.");

    public static Problem InvalidLabel() =>
        new(ProblemKind.Invalid, "permissions.invalid-label", "A key's label has 1 to 100 characters on one line; say what it is for.");

    public static Problem TooManyKeys(int most) =>
        new(ProblemKind.Conflict, "permissions.too-many-keys", $"This person has {most} keys that work, and that is the most. Revoke one that nobody uses any more, then make the new one.");

    public static Problem NotYours() =>
        new(ProblemKind.Denied, "permissions.not-yours", "Only an admin may see or change what belongs to somebody else.");

    public static Problem TokenFile(string path, string why) =>
        new(ProblemKind.Invalid, "permissions.token-file", $"The local token cannot be kept in {path}: {why} Make the folder writable for this user, or choose another data folder.");
}
