using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>Keys of apps at the real program, over HTTP and at the terminal.</summary>
public sealed class KeyTests(ServedProgram program) : IClassFixture<ServedProgram>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_terminal_makes_lists_rotates_and_revokes_keys()
    {
        var made = await program.RunAsync(Stop, "keys", "create", "shop", "--workflow", "support", "--workflow", "refunds", "--model", "fast", "--expires", "90d");
        var quiet = await program.RunAsync(Stop, "keys", "create", "desk", "--quiet");
        var secret = made.Output.Split('\n').Single(line => line.Contains("OPENAI_API_KEY=", StringComparison.Ordinal)).Split('=')[1].Trim();
        var server = program.Url.AbsoluteUri.TrimEnd('/');

        made.Output.ShouldContain($"OPENAI_BASE_URL={server}/v1\n");
        made.Output.ShouldContain($"ANTHROPIC_BASE_URL={server}/anthropic\n");
        made.Output.ShouldContain($"ANTHROPIC_API_KEY={secret}\n");
        quiet.Output.Trim().ShouldMatch("^lk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$");

        var id = Guid.ParseExact(secret.AsSpan(3, 32), "N").ToString();
        var rotated = await program.RunAsync(Stop, "keys", "rotate", id[^8..], "--overlap", "7d", "--json");
        rotated.Json.GetProperty("key").GetProperty("workflows").GetArrayLength().ShouldBe(2, rotated.ToString());
        (await program.RunAsync(Stop, "keys", "revoke", id)).ExitCode.ShouldBe(ExitCodes.Ok);
        (await program.RunAsync(Stop, "keys", "rotate", id)).ExitCode.ShouldBe(ExitCodes.Of(ProblemKind.Conflict));

        var list = await program.RunAsync(Stop, "keys");
        list.Output.ShouldContain(id[^8..]);
        list.Output.ShouldContain("revoked");
        list.Output.ShouldContain("support refunds");
        foreach (var key in new[] { secret, quiet.Output.Trim() })
        {
            list.Output.ShouldNotContain(key[36..]);
            program.Words.ShouldNotContain(key[36..], customMessage: "no log holds a secret");
        }
    }

    [Fact]
    public async Task The_API_opens_nothing_to_the_key_of_an_app()
    {
        var key = (await program.RunAsync(Stop, "keys", "create", "shop", "--quiet")).Output.Trim();
        using var http = new HttpClient { BaseAddress = program.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        foreach (var path in new[] { ApiPaths.Whoami, ApiPaths.AppKeys, ApiPaths.Runs, ApiPaths.Accounts })
        {
            using var answer = await http.GetAsync(path, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await answer.Content.ReadFromJsonAsync<ProblemWire>(FaceJson.Options, Stop))!.ToProblem().Code.ShouldBe("permissions.is-app-key");
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_wish_for_a_key_is_said()
    {
        (await program.RunAsync(Stop, "keys", "create", "Shop")).Errors.ShouldContain("lower-case letters");
        (await program.RunAsync(Stop, "keys", "create", "shop", "--expires", "soon")).ExitCode.ShouldBe(ExitCodes.Usage);
        (await program.RunAsync(Stop, "keys", "rotate", Guid.NewGuid().ToString(), "--overlap", "31d")).Errors.ShouldContain("30 days");
        (await program.RunAsync(Stop, "keys", "revoke", Guid.NewGuid().ToString())).ExitCode.ShouldBe(ExitCodes.Of(ProblemKind.NotFound));
    }
}
