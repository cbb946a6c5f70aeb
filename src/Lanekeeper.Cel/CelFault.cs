namespace Lanekeeper.Cel;

/// <summary>Why a source text is no expression.</summary>
/// <param name="Offset">Where, in UTF-16 units from the start.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
/// <param name="Message">One sentence: what was found, what was expected.</param>
public sealed record CelFault(int Offset, int Line, int Column, string Message)
{
    public override string ToString() => $"{Line}:{Column}: {Message}";

    internal static CelFault At(string source, int offset, string message)
    {
        offset = Math.Clamp(offset, 0, source.Length);
        var before = source.AsSpan(0, offset);
        return new CelFault(offset, before.Count('\n') + 1, offset - before.LastIndexOf('\n'), message);
    }
}
