using Lanekeeper.Permissions;

namespace Lanekeeper.Web.People;

/// <summary>A part of the page that could not do what was asked, and why.</summary>
public sealed record Told(string Part, Problem Problem);

/// <summary>A secret that stands on this answer and on no other.</summary>
/// <param name="Text">The whole of it.</param>
/// <param name="ExpiresAt">When it stops working by itself.</param>
public sealed record Once(string Text, DateTimeOffset? ExpiresAt = null);

/// <param name="Here">The session that this page was asked in.</param>
public sealed record AccountView(Person Person, IReadOnlyList<Session> Sessions, IReadOnlyList<AccountKey> Keys, Guid? Here)
{
    public Once? Key { get; init; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; init; }

    public Told? Told { get; init; }
}

public sealed record PeopleView(IReadOnlyList<Person> People)
{
    /// <summary>As typed into the form.</summary>
    public NewAccount Typed { get; init; } = new("", "", Role.Viewer);

    public Told? Told { get; init; }
}

public sealed record PersonView(Person Person, IReadOnlyList<Session> Sessions, IReadOnlyList<AccountKey> Keys, bool IsSelf)
{
    /// <summary>A link that has just been made, and for what.</summary>
    public Once? Link { get; init; }

    public LinkPurpose LinkPurpose { get; init; }

    public string? Done { get; init; }

    public Told? Told { get; init; }
}
