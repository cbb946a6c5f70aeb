using Lanekeeper.Permissions;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Keys;

/// <summary>How keys are called on these pages.</summary>
internal static class KeyWords
{
    public static readonly IReadOnlyList<(string Hours, string Word)> Overlaps = [("24", "24 hours"), ("0", "no more: it leaked"), ("1", "an hour"), ("168", "7 days"), ("720", "30 days")];

    public static (string Word, Tone Tone) State(AppKeyState state) => state switch
    {
        AppKeyState.Live => ("live", Tone.Good),
        AppKeyState.Replaced => ("replaced", Tone.Waiting),
        AppKeyState.Expired => ("expired", Tone.Neutral),
        _ => ("revoked", Tone.Bad),
    };

    public static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "every" : Foreign.Visible(string.Join(", ", names));
}
