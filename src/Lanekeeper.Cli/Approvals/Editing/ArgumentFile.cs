using System.Text;
using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals.Editing;

/// <summary>The arguments in a file that nobody else may read; it goes when the edit is through, unless the reviewer's text would be lost.</summary>
internal sealed class ArgumentFile : IDisposable
{
    private const long MostBytes = 4 * 1024 * 1024;
    private const int CommentWidth = 96;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _folder;
    private bool _isKept;

    private ArgumentFile(string folder) => _folder = folder;

    public string Path => System.IO.Path.Combine(_folder, "arguments.jsonc");

    public static ArgumentFile Write(Approval card)
    {
        // Made by the system with mode 0700 and a name that cannot be guessed.
        var file = new ArgumentFile(Directory.CreateTempSubdirectory("lanekeeper-edit-").FullName);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file.Path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
        writer.Write(Text(card));
        return file;
    }

    public static string Text(Approval card)
    {
        var text = new StringBuilder();
        string[] comments =
        [
            card.Summary,
            $"These are the exact arguments of {card.Request.Action!.Tool}. Change them, save, and close the editor; you are asked before anything is done.",
            "The server checks them again, by the tool's schema and the workflow's rules. Lines that begin with // do not count.",
            "To leave it, close the editor without a change.",
        ];
        foreach (var line in comments.SelectMany(comment => TextWidth.Wrap(SafeText.Line(comment), CommentWidth)))
        {
            text.Append("// ").Append(line).Append('\n');
        }

        return text.Append(JsonSerializer.Serialize(card.Request.Action!.Arguments, FaceJson.Indented)).Append('\n').ToString();
    }

    public Result<JsonElement> Read()
    {
        try
        {
            if (new FileInfo(Path).Length > MostBytes)
            {
                return Fault("The file is too big for arguments.");
            }

            using var document = JsonDocument.Parse(File.ReadAllText(Path), Lenient);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.Clone()
                : Fault("The arguments are an object: names and values in { }.");
        }
        catch (JsonException exception)
        {
            return Fault($"This is no JSON: {JsonFault.Say(exception)}");
        }
        catch (IOException exception)
        {
            return Fault($"The file cannot be read again: {exception.Message}");
        }
    }

    /// <summary>The reviewer's text stays where it is.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static Problem Fault(string what) => new(ProblemKind.Invalid, "cli.bad-arguments", what);
}
