namespace Lanekeeper.Permissions;

/// <summary>Every way in which the door of app keys says no.</summary>
public static class AppKeyProblems
{
    private const int LongestQuote = 100;

    /// <summary>The same words whether it never was, is wrong or was revoked.</summary>
    public static Problem Unknown() =>
        new(ProblemKind.Unauthenticated, "permissions.unknown-app-key", "This key is not known, or it was revoked. Make one with `lanekeeper keys create APP`.");

    public static Problem Missing() =>
        new(ProblemKind.Unauthenticated, "permissions.no-app-key", "No key was sent. Send one as `Authorization: Bearer lk_...` or `x-api-key: lk_...`; `lanekeeper keys create APP` makes one.");

    /// <summary>Only whoever holds the secret is told.</summary>
    public static Problem Expired(string app, DateTimeOffset at) =>
        new(
            ProblemKind.Unauthenticated,
            "permissions.app-key-expired",
            $"This key of the app {app} expired at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Make another with `lanekeeper keys create {app}`.");

    public static Problem IsPersons() =>
        new(
            ProblemKind.Denied,
            "permissions.not-an-app-key",
            "This key stands for a person, and an app needs one of its own. Make it with `lanekeeper keys create APP`.");

    public static Problem IsApps(string app) =>
        new(
            ProblemKind.Denied,
            "permissions.is-app-key",
            $"This is a key of the app {app}: it calls models at /v1 and /anthropic, and opens nothing else. Use a key of your own here.");

    public static Problem WorkflowNotAllowed(AppKey key, string asked) =>
        new(
            ProblemKind.Denied,
            "permissions.workflow-not-allowed",
            $"This key of the app {key.App} may not use the workflow '{Quote(asked)}'; it may use: {string.Join(", ", key.Workflows)}.");

    public static Problem Invalid(IReadOnlyList<string> faults) =>
        new(ProblemKind.Invalid, "permissions.invalid-app-key", $"The key cannot be made: {string.Join("; ", faults)}.") { Details = faults.Count > 1 ? faults : [] };

    public static Problem InvalidOverlap() =>
        new(
            ProblemKind.Invalid,
            "permissions.invalid-overlap",
            $"The old and the new key work side by side for 0 to {AppKey.LongestOverlap.TotalDays:0} days; {AppKey.UsualOverlap.TotalHours:0} hours are usual.");

    public static Problem TooMany(int most) =>
        new(ProblemKind.Conflict, "permissions.too-many-app-keys", $"There are {most} keys that work, and there may be no more. Revoke one that nobody uses (`lanekeeper keys list`).");

    public static Problem NoKey(Guid id) => new(ProblemKind.NotFound, "permissions.no-app-key", $"No app has a key {id}.");

    /// <summary>What ended or was replaced is not rotated.</summary>
    public static Problem NotRotatable(AppKeyRow key) =>
        new(
            ProblemKind.Conflict,
            "permissions.app-key-not-live",
            key.ReplacedBy is { } next && key.State == AppKeyState.Replaced
                ? $"Key {key.Id} was rotated; rotate {next}, which took its place."
                : $"Key {key.Id} has ended. Make another with `lanekeeper keys create {key.App}`.");

    private static string Quote(string text) => new([.. text.Take(LongestQuote).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
