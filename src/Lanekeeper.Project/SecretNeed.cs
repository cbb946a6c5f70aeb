namespace Lanekeeper.Project;

/// <summary>A secret that a project names, and whether the process that was asked can use it; never its value.</summary>
/// <param name="Reference"><c>env:NAME</c> or <c>file:/path</c>.</param>
/// <param name="IsUsable">In the process that was asked.</param>
/// <param name="Models">The models whose key it is.</param>
/// <param name="Tools">The tools that send it.</param>
public sealed record SecretNeed(string Reference, bool IsUsable, IReadOnlyList<string> Models, IReadOnlyList<string> Tools)
{
    /// <summary>Who needs it, such as <c>the models chat, fast and the tool book</c>.</summary>
    public string Users() => string.Join(" and ", new[] { Names("model", Models), Names("tool", Tools) }.OfType<string>());

    /// <summary>What to do where the server cannot use it.</summary>
    public string Remedy() => Reference.StartsWith("env:", StringComparison.Ordinal)
        ? $"set {Reference["env:".Length..]} in the server's environment and start the server again"
        : "put it where the server's user can read it, outside the server's data folder";

    private static string? Names(string what, IReadOnlyList<string> names) => names.Count switch
    {
        0 => null,
        1 => $"the {what} {names[0]}",
        _ => $"the {what}s {string.Join(", ", names)}",
    };
}
