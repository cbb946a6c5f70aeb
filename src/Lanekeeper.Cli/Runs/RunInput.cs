using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Cli.Runs;

/// <summary>A run's input as given on the command line: a file, standard input, or the JSON itself.</summary>
internal static class RunInput
{
    private const int MostBytes = 16 * 1024 * 1024;

    public static async Task<Result<byte[]>> ReadAsync(string given, CancellationToken cancellationToken)
    {
        var isJson = given.TrimStart() is ['{' or '[' or '"', ..];
        if (isJson)
        {
            return Check(Encoding.UTF8.GetBytes(given), "--input");
        }

        try
        {
            await using var stream = given == "-" ? Console.OpenStandardInput() : File.OpenRead(given);
            var bytes = new MemoryStream();
            var buffer = new byte[81_920];
            for (var read = 1; read > 0 && bytes.Length <= MostBytes;)
            {
                read = await stream.ReadAsync(buffer, cancellationToken);
                bytes.Write(buffer, 0, read);
            }

            return Check(bytes.ToArray(), given == "-" ? "standard input" : given);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemKind.Invalid, "cli.no-input", $"--input {SafeText.Line(given)} cannot be read: {exception.Message}");
        }
    }

    private static Result<byte[]> Check(byte[] bytes, string where)
    {
        if (bytes.Length > MostBytes)
        {
            return new Problem(ProblemKind.Invalid, "cli.input-too-big", $"The input in {where} is bigger than {MostBytes / 1024 / 1024} MB.");
        }

        if (!Utf8.IsValid(bytes))
        {
            return new Problem(ProblemKind.Invalid, "cli.input-not-text", $"The input in {where} is no UTF-8 text. Save it as UTF-8, or convert it with iconv.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return bytes;
        }
        catch (JsonException exception)
        {
            return new Problem(ProblemKind.Invalid, "cli.input-not-json", $"The input in {where} is no JSON: {JsonFault.Say(exception)}");
        }
    }
}
