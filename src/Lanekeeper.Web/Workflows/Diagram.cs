namespace Lanekeeper.Web.Workflows;

/// <summary>The drawing of a workflow: steps below each other, a condition before its step, and a way round the step for when it does not hold.</summary>
/// <param name="Height">Of the whole, in the units of <see cref="Width"/>.</param>
internal sealed record Diagram(IReadOnlyList<DiagramStep> Steps, int Height)
{
    public const int Width = 344;
    public const int BoxWidth = 304;
    public const int Spine = 20;
    public const int Bypass = 330;
    public const int StartHeight = 28;

    private const int Gap = 24;
    private const int LineHeight = 16;
    private const int PlainBox = 48;
    private const int MarkedBox = 68;
    private const int MostLines = 4;
    private const int LongestLine = 40;

    public static Diagram Of(IReadOnlyList<StepLine> lines)
    {
        var steps = new List<DiagramStep>(lines.Count);
        var y = StartHeight;
        foreach (var line in lines)
        {
            var condition = Wrap(line.Condition);
            var top = y + Gap + (condition.Count == 0 ? 0 : (condition.Count * LineHeight) + (Gap / 2));
            var height = line.Verdict is null ? PlainBox : MarkedBox;
            steps.Add(new(line, y, top, height, condition));
            y = top + height;
        }

        return new(steps, y + Gap + StartHeight);
    }

    /// <summary>At spaces where there are any; what does not fit ends in three dots, and the list beside the drawing has all of it.</summary>
    public static IReadOnlyList<string> Wrap(string? text)
    {
        var lines = new List<string>();
        foreach (var word in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= LongestLine)
            {
                lines[^1] = $"{lines[^1]} {word}";
            }
            else if (lines.Count == MostLines)
            {
                lines[^1] = Cut($"{lines[^1]} {word}", LongestLine);
                break;
            }
            else
            {
                lines.Add(Cut(word, LongestLine));
            }
        }

        return lines;
    }

    public static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(most - 3)].TrimEnd()}...";
}

/// <param name="From">Where the way into it begins: the foot of what stands before it.</param>
/// <param name="Top">Of its box.</param>
/// <param name="Condition">In lines; none when it is always done.</param>
internal sealed record DiagramStep(StepLine Line, int From, int Top, int Height, IReadOnlyList<string> Condition)
{
    public int Bottom => Top + Height;

    /// <summary>Where the way round it leaves the spine; a little below the place where the one before comes back.</summary>
    public int Fork => From + 14;

    public int Join => Bottom + 8;
}
