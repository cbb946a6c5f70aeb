using Lanekeeper.Permissions;
using Lanekeeper.Web.People;

namespace Lanekeeper.Web.Keys;

/// <param name="Next">Where the next page begins.</param>
public sealed record KeysView(IReadOnlyList<AppKeyRow> Keys, string? Next)
{
    public KeyForm Typed { get; init; } = KeyForm.Empty;

    public Problem? Problem { get; init; }
}

public sealed record KeyView(AppKeyRow Key)
{
    /// <summary>The key itself, where it has just been made.</summary>
    public MadeKey? Made { get; init; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; init; }

    public Told? Told { get; init; }
}

/// <param name="Server">The address under which apps reach this server, without a slash at its end.</param>
/// <param name="Warnings">Names in its scope that nobody knows yet.</param>
public sealed record MadeKey(string Secret, string Server, IReadOnlyList<string> Warnings);
