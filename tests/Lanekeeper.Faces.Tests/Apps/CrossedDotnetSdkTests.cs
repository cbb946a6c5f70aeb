using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>The official SDKs of NuGet, each with models of the other provider. That those were asked in their own format is what their log says.</summary>
public sealed class CrossedDotnetSdkTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private const string Ask = "How are you?";
    private const string Words = "complete.";
    private const string Mood = """{"type":"object","properties":{"mood":{"type":"string","enum":["good","bad"]}},"required":["mood"],"additionalProperties":false}""";
    private const string OrderId = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAIs_SDK_chats_with_a_model_of_Anthropic()
    {
        var chat = Chat("claude", await desk.MakeKeyAsync("crossed-chat", Stop));
        var (text, usage, reason) = (new StringBuilder(), (ChatTokenUsage?)null, (ChatFinishReason?)null);

        var whole = (await chat.CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage(Ask)], cancellationToken: Stop)).Value;
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage(Ask)], cancellationToken: Stop))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            (usage, reason) = (update.Usage ?? usage, update.FinishReason ?? reason);
        }

        whole.Content[0].Text.ShouldEndWith(Words);
        (text.ToString(), reason).ShouldBe((whole.Content[0].Text, ChatFinishReason.Stop));
        var calls = await desk.CallsAsync("crossed-chat", Stop);
        calls.Select(call => (call.InputTokens, call.OutputTokens)).ShouldBe(
            [(whole.Usage.InputTokenCount, whole.Usage.OutputTokenCount), (usage!.InputTokenCount, usage.OutputTokenCount)]);
        WasAsked(AppDesk.Claude, "/v1/messages");
    }

    [Fact]
    public async Task OpenAIs_SDK_calls_tools_of_a_model_of_Anthropic_and_sends_their_results()
    {
        var tool = ChatTool.CreateFunctionTool("look_up", "Looks an order up.", BinaryData.FromString(OrderId));
        var shape = ChatResponseFormat.CreateJsonSchemaFormat("mood", BinaryData.FromString(Mood), jsonSchemaIsStrict: true);

        var called = (await Chat("claude-fault-tool").CompleteChatAsync([new UserChatMessage(Ask)], new() { Tools = { tool } }, Stop)).Value;
        var answered = (await Chat("claude").CompleteChatAsync(
            [new UserChatMessage(Ask), new AssistantChatMessage(called), new ToolChatMessage(called.ToolCalls[0].Id, "It is on its way.")], new() { Tools = { tool } }, Stop)).Value;
        var shaped = (await Chat("claude").CompleteChatAsync([new UserChatMessage(Ask)], new() { ResponseFormat = shape }, Stop)).Value;

        (called.FinishReason, called.ToolCalls.ShouldHaveSingleItem().FunctionName).ShouldBe((ChatFinishReason.ToolCalls, "look_up"));
        JsonElement.Parse(called.ToolCalls[0].FunctionArguments).TryGetProperty("id", out _).ShouldBeTrue();
        answered.Content[0].Text.ShouldEndWith(Words);
        JsonElement.Parse(shaped.Content[0].Text).GetProperty("mood").GetString().ShouldBe("good");
        WasAsked("fault-tool-call", "/v1/messages");
    }

    [Fact]
    public async Task OpenAIs_SDK_is_told_of_errors_and_cuts_of_a_model_of_Anthropic()
    {
        var busy = await Should.ThrowAsync<ClientResultException>(() => Chat("claude-busy").CompleteChatAsync([new UserChatMessage(Ask)], cancellationToken: Stop));

        busy.Status.ShouldBe(529);
        await Should.ThrowAsync<HttpIOException>(async () =>
        {
            await foreach (var update in Chat("claude-cut").CompleteChatStreamingAsync([new UserChatMessage(Ask)], cancellationToken: Stop))
            {
                update.FinishReason.ShouldBeNull();
            }
        });
        WasAsked("fault-529", "/v1/messages");
        WasAsked("fault-cut", "/v1/messages");
    }

#pragma warning disable OPENAI001 // What the package calls experimental is what apps use.
    [Fact]
    public async Task OpenAIs_SDK_is_given_responses_of_a_model_of_Anthropic()
    {
        var client = new ResponsesClient(new ApiKeyCredential(desk.Key), new ResponsesClientOptions { Endpoint = new Uri(desk.Url, "v1") });
        var (text, end) = (new StringBuilder(), (ResponseResult?)null);

        var whole = (await client.CreateResponseAsync("claude", Ask, cancellationToken: Stop)).Value;
        await foreach (var update in await client.CreateResponseStreamingAsync("claude", Ask, cancellationToken: Stop))
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            end = (update as StreamingResponseCompletedUpdate)?.Response ?? end;
        }

        whole.GetOutputText().ShouldEndWith(Words);
        (text.ToString(), end!.GetOutputText()).ShouldBe((whole.GetOutputText(), whole.GetOutputText()));
        (end.Usage.InputTokenCount > 0, end.Usage.OutputTokenCount > 0, end.Status).ShouldBe((true, true, ResponseStatus.Completed));
        WasAsked(AppDesk.Claude, "/v1/messages");
    }
#pragma warning restore OPENAI001

    [Fact]
    public async Task Anthropics_SDK_talks_to_a_model_of_OpenAI()
    {
        using var client = Claude();

        var whole = await client.Messages.Create(Question("chat"), Stop);
        var streamed = await client.Messages.CreateStreaming(Question("chat"), Stop).Aggregate();

        TextOf(whole).ShouldEndWith(Words);
        TextOf(streamed).ShouldBe(TextOf(whole));
        (streamed.Usage.OutputTokens > 0, whole.Usage.InputTokens > 0).ShouldBe((true, true));
        WasAsked(AppDesk.Chat, "/v1/chat/completions");
    }

    [Fact]
    public async Task Anthropics_SDK_calls_tools_of_a_model_of_OpenAI_and_is_given_the_shape_it_asked_for()
    {
        using var client = Claude();
        var tool = new Tool { Name = "look_up", InputSchema = new InputSchema(Members(OrderId)) };
        var shape = new OutputConfig { Format = new JsonOutputFormat { Schema = Members(Mood) } };

        var called = await client.Messages.Create(Question("calling") with { Tools = [tool] }, Stop);
        var streamed = await client.Messages.CreateStreaming(Question("calling") with { Tools = [tool] }, Stop).Aggregate();
        var shaped = await client.Messages.Create(Question("chat") with { OutputConfig = shape }, Stop);

        foreach (var message in new[] { called, streamed })
        {
            var use = message.Content.Select(block => block.Value).OfType<ToolUseBlock>().ShouldHaveSingleItem();
            (use.Name, use.Input.ContainsKey("id")).ShouldBe(("look_up", true));
        }

        JsonElement.Parse(TextOf(shaped)).GetProperty("mood").GetString().ShouldBe("good");
        WasAsked("fault-tool-call", "/v1/chat/completions");
    }

    [Fact]
    public async Task Anthropics_SDK_is_told_of_errors_and_cuts_of_a_model_of_OpenAI()
    {
        using var client = Claude();

        await Should.ThrowAsync<Anthropic5xxException>(() => client.Messages.Create(Question("down"), Stop));
        await Should.ThrowAsync<AnthropicSseException>(() => client.Messages.CreateStreaming(Question("cut"), Stop).Aggregate());

        WasAsked("fault-500", "/v1/chat/completions");
        WasAsked("fault-cut", "/v1/chat/completions");
    }

    private void WasAsked(string model, string path) => desk.Provider.Attempts.ShouldContain(attempt => attempt.Model == model && attempt.Path == path);

    private ChatClient Chat(string model, string? key = null) =>
        new(model, new ApiKeyCredential(key ?? desk.Key), new OpenAIClientOptions { Endpoint = new Uri(desk.Url, "v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });

    private AnthropicClient Claude() => new() { BaseUrl = new Uri(desk.Url, "anthropic").ToString(), ApiKey = desk.Key };

    private static MessageCreateParams Question(string model) => new() { Model = model, MaxTokens = 100, Messages = [new UserMessageParam(Ask)] };

    private static string TextOf(Message message) => string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(block => block.Text));

    private static Dictionary<string, JsonElement> Members(string json) => JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
}
