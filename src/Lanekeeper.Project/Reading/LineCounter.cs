namespace Lanekeeper.Project.Reading;

/// <summary>Offsets of a text to lines and columns, both from 1.</summary>
internal sealed class LineCounter(string text)
{
    private readonly Lazy<int[]> _starts = new(() => Starts(text));

    public int Count => _starts.Value.Length;

    public (int Line, int Column) At(int offset)
    {
        var found = Array.BinarySearch(_starts.Value, offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - _starts.Value[line] + 1);
    }

    public int StartOf(int line) => _starts.Value[line - 1];

    private static int[] Starts(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}
