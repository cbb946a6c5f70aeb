namespace Lanekeeper.Cli.Terminal;

/// <summary>Names and values, one a line, aligned; what has no value is left out.</summary>
internal static class Facts
{
    public static void Write(Screen screen, params (string Name, string? Value)[] facts)
    {
        var known = facts.Where(fact => fact.Value is { Length: > 0 }).ToList();
        var width = known.Select(fact => fact.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in known)
        {
            screen.Line($"  {screen.Paint(name.PadRight(width), Ink.Faint)}  {SafeText.Line(value)}");
        }
    }
}
