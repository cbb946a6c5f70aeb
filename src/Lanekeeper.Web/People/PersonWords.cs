using Lanekeeper.Permissions;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.People;

/// <summary>How people, roles and browsers are called on these pages.</summary>
internal static class PersonWords
{
    public static readonly IReadOnlyList<(Role Role, string Word)> Roles =
        [(Role.Viewer, "viewer"), (Role.Reviewer, "reviewer"), (Role.Operator, "operator"), (Role.Admin, "admin")];

    public static string Say(Role role) => role.ToString().ToLowerInvariant();

    public static (string Word, Tone Tone) State(Person person) => person switch
    {
        { DisabledAt: not null } => ("disabled", Tone.Bad),
        { LastSeenAt: not null } => ("active", Tone.Good),
        { InvitedUntil: not null } => ("invited", Tone.Waiting),
        _ => ("never signed in", Tone.Neutral),
    };

    public static string Say(SignInWay way) => way switch
    {
        SignInWay.Password => "password",
        SignInWay.Identity => "provider",
        _ => "one-time link",
    };

    /// <summary>A browser's own words, in short; they may be anything.</summary>
    public static string Device(string userAgent)
    {
        var browser = First(userAgent, ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"));
        var system = First(userAgent, ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return (browser, system) switch
        {
            (null, null) => userAgent.Length == 0 ? "unknown browser" : Foreign.Visible(userAgent),
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string? First(string text, params ReadOnlySpan<(string Mark, string Word)> known)
    {
        foreach (var (mark, word) in known)
        {
            if (text.Contains(mark, StringComparison.Ordinal))
            {
                return word;
            }
        }

        return null;
    }
}
