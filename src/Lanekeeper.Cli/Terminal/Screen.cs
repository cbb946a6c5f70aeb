using System.Text.Json;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Terminal;

/// <summary>Where the answers (standard output) and the notes (standard error) go, and how.</summary>
internal sealed class Screen(TextWriter output, TextWriter notes)
{
    private const int ReadableWidth = 100;

    public TextWriter Output => output;

    public TextWriter Notes => notes;

    /// <summary>Columns; <see langword="null"/> when the output is no terminal, and nothing needs to be cut.</summary>
    public int? Columns { get; init; }

    public bool IsColoured { get; init; }

    /// <summary>The person who can be asked; <see langword="null"/> where there is none.</summary>
    public IPerson? Person { get; init; }

    /// <summary>For running text.</summary>
    public int TextColumns => Math.Clamp(Columns ?? ReadableWidth, 40, ReadableWidth);

    public static Screen OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new(Console.Out, Console.Error)
        {
            Columns = Console.IsOutputRedirected ? null : Math.Max(40, Console.WindowWidth),
            IsColoured = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Person = Console.IsInputRedirected || Console.IsErrorRedirected ? null : new ConsolePerson(),
        };
    }

    public void Line(string text = "") => output.WriteLine(text);

    public void Note(string text) => notes.WriteLine(text);

    public void Json<T>(T value) => output.WriteLine(JsonSerializer.Serialize(value, FaceJson.Indented));

    public string Paint(string text, Ink ink) => IsColoured && ink != Ink.Plain ? $"\e[{(int)ink}m{text}\e[0m" : text;

    /// <summary>Text from outside, wrapped and indented.</summary>
    public void Paragraph(string? text, int indent = 2)
    {
        var margin = new string(' ', indent);
        foreach (var line in TextWidth.Wrap(SafeText.Block(text).Trim('\n'), TextColumns - indent))
        {
            output.WriteLine(line.Length > 0 ? margin + line : "");
        }
    }

    public void Heading(string text)
    {
        output.WriteLine();
        output.WriteLine(Paint(text, Ink.Bold));
    }

    /// <returns>The exit code that goes with the problem.</returns>
    public int Problem(Problem problem)
    {
        notes.WriteLine($"lanekeeper: {SafeText.Line(problem.Message)}");
        foreach (var detail in problem.Details.Take(50))
        {
            notes.WriteLine($"  {SafeText.Line(detail)}");
        }

        return ExitCodes.Of(problem.Kind);
    }
}

/// <summary>The numbers are SGR parameters.</summary>
internal enum Ink
{
    Plain = 0,
    Bold = 1,
    Faint = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
