using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>Who shows no credential costs the program next to nothing.</summary>
public sealed class StrangerTests(ServedProgram program) : IClassFixture<ServedProgram>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/api/deployments")]
    [InlineData("PUT", "/api/sources/handbook")]
    [InlineData("POST", "/api/workflows/mail/runs")]
    [InlineData("POST", "/api/accounts")]
    [InlineData("POST", "/api/keys")]
    public async Task A_stranger_is_refused_before_anything_is_sent(string method, string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(program.Url.Host, program.Url.Port, Stop);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {program.Url.Authority}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"), Stop);

        using var answer = new StreamReader(stream);
        (await answer.ReadLineAsync(Stop)).ShouldBe("HTTP/1.1 401 Unauthorized");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("lk_nobody_has_this")]
    public async Task Whatever_a_stranger_sends_the_answer_is_the_same(string? credential)
    {
        using var http = new HttpClient { BaseAddress = program.Url };
        http.DefaultRequestHeaders.Authorization = credential is null ? null : new("Bearer", credential);

        using var answer = await http.PostAsync(ApiPaths.Deployments, new StringContent("{ no JSON", Encoding.UTF8, "application/json"), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Desk.ReadAsync<ProblemWire>(answer, Stop)).Code.ShouldBe("permissions.not-signed-in");
    }

    [Theory]
    [InlineData(ApiPaths.Health)]
    [InlineData(ApiPaths.OpenApi)]
    [InlineData("sign-in")]
    public async Task What_is_for_everybody_stays_open(string path)
    {
        using var http = new HttpClient { BaseAddress = program.Url };

        using var answer = await http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(ApiPaths.Accounts, "api.too-large")]
    [InlineData(ApiPaths.Rollback, "api.too-large")]
    [InlineData(ApiPaths.Deployments, "api.bad-json")]
    public async Task Only_what_takes_files_takes_much(string path, string code)
    {
        var body = new StringContent($"{{ \"note\": \"{new string('x', 1_500_000)}", Encoding.UTF8, "application/json");

        using var answer = await program.Http.PostAsync(path, body, Stop);

        (await Desk.ReadAsync<ProblemWire>(answer, Stop)).Code.ShouldBe(code);
    }
}
