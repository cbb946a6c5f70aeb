using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lanekeeper.Testing;
using Lanekeeper.Web.Calls;

namespace Lanekeeper.Faces.Tests.Web.Calls;

/// <summary>What is copied is run by somebody in a shell, so a real one says what it makes of it.</summary>
public sealed class CurlCommandTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shell_hands_on_exactly_the_bytes_and_runs_nothing_of_them()
    {
        string[] texts =
        [
            "it's", "'; touch /tmp/lanekeeper-evil; '", "$(id) `id` ${HOME} $OPENAI_API_KEY", "\\' \\\\ \\", "!! !$ !1", "line\nline", "* ? ~ [a]", "\u00e9 \U0001F600 \u202e", "\"; rm -rf x; \"", "'\\''", "-o /tmp/x",
            .. JsonElement.Parse(await File.ReadAllTextAsync(TestData.File("naughty-strings", "blns.json"), Stop)).EnumerateArray().Select(one => one.GetString()!),
        ];
        var bodies = texts.Select(text => JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = text } } }, Relaxed)).ToList();
        var commands = bodies.Select(body => CurlCommand.Write(Samples.Call("openai", body, null), null).ShouldNotBeNull(body)).ToList();

        var heard = await ShellAsync("curl() { for last; do :; done; printf '%s\\000' \"$last\"; }\n" + string.Join('\n', commands));

        var said = heard.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        said.Length.ShouldBe(bodies.Count);
        foreach (var (body, received) in bodies.Zip(said))
        {
            JsonElement.DeepEquals(JsonElement.Parse(received), JsonElement.Parse(body)).ShouldBeTrue(body);
        }
    }

    [Fact]
    public async Task The_key_is_the_callers_own_variable_and_nothing_else()
    {
        var openAi = CurlCommand.Write(Samples.Call("openai", "{}", null), new Uri("https://name:secret@models.example/v1/?key=secret#x"))!;
        var anthropic = CurlCommand.Write(Samples.Call("anthropic", "{}", null), null)!;

        var heard = await ShellAsync($"OPENAI_API_KEY=mine ANTHROPIC_API_KEY=yours\ncurl() {{ printf '%s|' \"$@\"; }}\n{openAi}\n{anthropic}");

        heard.ShouldBe(
            "https://models.example/v1/chat/completions|-H|Authorization: Bearer mine|-H|Content-Type: application/json|--data-raw|{}|"
            + "https://api.anthropic.com/v1/messages|-H|x-api-key: yours|-H|anthropic-version: 2023-06-01|-H|Content-Type: application/json|--data-raw|{}|");
    }

    [Fact]
    public void What_a_terminal_might_obey_is_written_otherwise_or_not_at_all()
    {
        CurlCommand.Write(Samples.Call("openai", "{\"a\":\"\u001b[31m\"}", null), null).ShouldBeNull();
        CurlCommand.Write(Samples.Call("openai", "{\"a\":\"\u009b31m\u007f\"}", null), null)!.ShouldEndWith("'{\"a\":\"\\u009b31m\\u007f\"}'");
        CurlCommand.Write(Samples.Call("openai", new string('x', 100_001), null), null).ShouldBeNull();
        CurlCommand.Write(Samples.Call("lanekeeper.baseline", "{}", null), null).ShouldBeNull();
        CurlCommand.Write(Samples.Call("openai", null, null), null).ShouldBeNull();
    }

    private static async Task<string> ShellAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8 })!;
        var heard = shell.StandardOutput.ReadToEndAsync(Stop);
        await shell.StandardInput.WriteAsync(script.AsMemory(), Stop);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(Stop);
        shell.ExitCode.ShouldBe(0);
        return await heard;
    }
}
