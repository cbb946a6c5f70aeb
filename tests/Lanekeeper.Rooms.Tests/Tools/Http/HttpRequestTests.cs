using System.Text.Json;
using Lanekeeper.Project;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Rooms.Tests.Tools.Http;

/// <summary>What is sent, and where it may not go.</summary>
public sealed class HttpRequestTests(ToolsFixture room, ToolServer server) : IClassFixture<ToolsFixture>, IClassFixture<ToolServer>
{
    [Theory]
    [InlineData("a/b?c#d", "/orders/a%2Fb%3Fc%23d/x")]
    [InlineData("..%2f..", "/orders/..%252f../x")]
    [InlineData("%2e%2e", "/orders/%252e%252e/x")]
    [InlineData("..\\\\..", "/orders/..%5C../x")]
    [InlineData("é😀\\r\\nHost: evil", "/orders/%C3%A9%F0%9F%98%80%0D%0AHost%3A%20evil/x")]
    [InlineData("@evil.example:80", "/orders/%40evil.example%3A80/x")]
    [InlineData("...", "/orders/.../x")]
    public async Task A_value_stays_within_its_segment(string value, string target)
    {
        server.Answers["orders"] = _ => Task.CompletedTask;

        await room.OutcomeAsync(HttpTools.Call(room, server, "orders/{{ order_id }}/x", $$"""{"order_id":"{{value}}"}"""));

        server.Requests.Last().Target.ShouldBe(target);
    }

    [Theory]
    [InlineData("orders/{{ order_id }}/x", "..")]
    [InlineData("orders/{{ order_id }}", ".")]
    [InlineData("orders/{{ order_id }}", "")]
    [InlineData("orders/{{ order_id }}?all=1", "")]
    [InlineData("orders/.{{ order_id }}/x", ".")]
    public async Task A_value_does_not_choose_another_path(string path, string value)
    {
        var problem = (await room.InvokeAsync(HttpTools.Call(room, server, path, $$"""{"order_id":"{{value}}"}"""))).Problem!;

        problem.Code.ShouldBe("tools.bad-path");
    }

    [Theory]
    [InlineData("https://orders.example.com/{{ order_id }}", "evil.example", "tools.host-not-allowed")]
    [InlineData("https://orders.example.com./{{ order_id }}", "orders.example.com", "tools.host-not-allowed")]
    [InlineData("https://orders.example.com@evil.example/{{ order_id }}", "evil.example", "tools.bad-url")]
    [InlineData("https://:x@evil.example/{{ order_id }}", "evil.example", "tools.bad-url")]
    [InlineData("file:///etc/passwd", "evil.example", "tools.bad-url")]
    [InlineData("//evil.example/{{ order_id }}", "evil.example", "tools.bad-url")]
    public async Task Only_listed_hosts_are_called(string url, string allowed, string code)
    {
        var call = HttpTools.Call(room, server, "").With(http => http with { Url = Template.Parse(url).Value, Hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { allowed } });

        (await room.InvokeAsync(call)).Problem!.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("169.254.169.254")]
    public async Task A_name_or_number_that_leads_inside_is_refused_by_the_address_it_leads_to(string host)
    {
        var asked = server.Requests.Count;
        var url = Template.Parse($"http://{host}:{server.Address.Port}/inside").Value;
        var call = HttpTools.Call(room, server, "").With(http => http with
        {
            AllowPrivate = false,
            Url = url,
            Hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { new Uri(url.Text).Host },
        });

        var problem = (await room.InvokeAsync(call)).Problem!;

        (problem.Kind, problem.Code).ShouldBe((ProblemKind.Denied, "tools.private-address"));
        server.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task A_secret_goes_into_its_header_and_into_nothing_that_is_kept()
    {
        Environment.SetEnvironmentVariable("LANEKEEPER_TEST_ORDERS_TOKEN", " s3cret-token\n");
        server.Answers["echo"] = context => context.Response.WriteAsync(JsonSerializer.Serialize(new { you = context.Request.Headers.Authorization.ToString() }));
        server.Answers["scold"] = context => { context.Response.StatusCode = 401; return context.Response.WriteAsync($"unknown: {context.Request.Headers.Authorization}"); };

        var told = await room.OutcomeAsync(WithHeader("echo", "Authorization", "Bearer ${env:LANEKEEPER_TEST_ORDERS_TOKEN}"));
        var refused = (await room.InvokeAsync(WithHeader("scold", "Authorization", "Bearer ${env:LANEKEEPER_TEST_ORDERS_TOKEN}"))).Problem!;

        server.AskedOf("echo").Single().Headers["Authorization"].ShouldBe("Bearer s3cret-token");
        told.Output!.Value.GetProperty("json").GetProperty("you").GetString().ShouldBe("Bearer [secret]");
        refused.Message.ShouldEndWith("unknown: Bearer [secret]");
    }

    [Theory]
    [InlineData("X-Key", "käse-${env:LANEKEEPER_TEST_WIDE}", "tools.bad-header")]
    [InlineData("X-Key", "${env:LANEKEEPER_TEST_WIDE}", "tools.bad-header")]
    [InlineData("X-Key", "${env:LANEKEEPER_TEST_BROKEN}", "project.missing-secret")]
    [InlineData("X-Key", "${env:LANEKEEPER_TEST_MISSING}", "project.missing-secret")]
    [InlineData("X-Key", "${env:LANEKEEPER_TOKEN}", "project.secret-of-server")]
    [InlineData("X-Key", "a\r\nX-Other: b", "tools.bad-header")]
    [InlineData("Transfer-Encoding", "chunked", "tools.bad-header")]
    [InlineData("content-length", "5", "tools.bad-header")]
    [InlineData("Host", "inside.example", "tools.bad-header")]
    [InlineData("idempotency-key", "always-the-same", "tools.bad-header")]
    public async Task A_header_that_cannot_be_sent_is_refused_before_anything_is_and_its_value_not_shown(string name, string value, string code)
    {
        Environment.SetEnvironmentVariable("LANEKEEPER_TEST_WIDE", "geheim-ü");
        Environment.SetEnvironmentVariable("LANEKEEPER_TEST_BROKEN", "geheim\r\nX-Other: b");

        var problem = (await room.InvokeAsync(WithHeader("headers", name, value))).Problem!;

        problem.Code.ShouldBe(code);
        problem.Message.ShouldNotContain("geheim");
        server.AskedOf("headers").ShouldBeEmpty();
    }

    [Fact]
    public async Task Declared_headers_replace_ours()
    {
        server.Answers["own"] = _ => Task.CompletedTask;
        var call = HttpTools.Call(room, server, "own").With(http => http with
        {
            Method = "POST",
            SendsJson = true,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/vnd.shop+json", ["User-Agent"] = "Shop", ["accept"] = "text/csv" },
        });

        await room.OutcomeAsync(call);

        var headers = server.AskedOf("own").Single().Headers;
        (headers["Content-Type"], headers["User-Agent"], headers["Accept"]).ShouldBe(("application/vnd.shop+json", "Shop", "text/csv"));
        headers.Keys.ShouldNotContain("Cookie");
    }

    [Fact]
    public async Task An_argument_of_which_the_url_takes_a_part_is_still_sent_whole()
    {
        server.Answers["part"] = _ => Task.CompletedTask;
        var call = HttpTools.Call(room, server, "part/{{ order.id }}", """{"order":{"id":7,"lines":[1]},"note":"x"}""")
            .With(http => http with { Method = "PUT", SendsJson = true });

        await room.OutcomeAsync(call);

        server.AskedOf("part").Single().Body.ShouldBe("""{"order":{"id":7,"lines":[1]},"note":"x"}""");
    }

    private Lanekeeper.Tools.ToolInvocation WithHeader(string path, string name, string value) =>
        HttpTools.Call(room, server, path).With(http => http with { Headers = new Dictionary<string, string> { [name] = value } });
}
