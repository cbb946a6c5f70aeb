// The three SDKs, each with models of the other provider. GATEWAY_URL and GATEWAY_KEY say where; what came of each use is printed as one JSON object.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { generateText, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

const [url, apiKey] = [process.env.GATEWAY_URL, process.env.GATEWAY_KEY];
const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey });
const anthropic = new Anthropic({ baseURL: `${url}/anthropic`, apiKey });
const prompt = 'How are you?';
const messages = [{ role: 'user', content: prompt }];
const parameters = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false };
const schema = { type: 'object', properties: { mood: { type: 'string', enum: ['good', 'bad'] } }, required: ['mood'], additionalProperties: false };
const tools = [{ type: 'function', function: { name: 'look_up', description: 'Looks an order up.', parameters } }];
const image = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const said = { chat: {}, responses: {}, messages: {}, ai: {} };

const failure = async (work) => {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status ?? null, param: error.param ?? null, message: String(error.message) };
  }
};

// Chat completions, answered by a model of Anthropic.
said.chat.plain = (await openai.chat.completions.create({ model: 'claude', messages })).choices[0].message.content;
said.chat.stream = '';
for await (const chunk of await openai.chat.completions.create({ model: 'claude', messages, stream: true, stream_options: { include_usage: true } })) {
  said.chat.stream += chunk.choices[0]?.delta?.content ?? '';
  said.chat.usage = chunk.usage?.total_tokens ?? said.chat.usage ?? null;
}

const called = (await openai.chat.completions.create({ model: 'claude-fault-tool', messages, tools })).choices[0];
said.chat.tool = called.message.tool_calls[0].function.name;
said.chat.finish = called.finish_reason;
said.chat.result = (await openai.chat.completions.create({
  model: 'claude', tools, messages: [...messages, called.message, { role: 'tool', tool_call_id: called.message.tool_calls[0].id, content: 'It is on its way.' }],
})).choices[0].message.content;
const streamedCall = await openai.chat.completions.stream({ model: 'claude-fault-tool', messages, tools }).finalChatCompletion();
said.chat.streamTool = JSON.parse(streamedCall.choices[0].message.tool_calls[0].function.arguments).id !== undefined;
said.chat.schema = JSON.parse((await openai.chat.completions.create({
  model: 'claude', messages, response_format: { type: 'json_schema', json_schema: { name: 'mood', strict: true, schema } },
})).choices[0].message.content).mood;
said.chat.image = (await openai.chat.completions.create({
  model: 'claude', messages: [{ role: 'user', content: [{ type: 'text', text: prompt }, { type: 'image_url', image_url: { url: `data:image/png;base64,${image}` } }] }],
})).choices[0].message.content;
said.chat.busy = await failure(() => openai.chat.completions.create({ model: 'claude-busy', messages }));
said.chat.uncarried = await failure(() => openai.chat.completions.create({ model: 'claude', messages, seed: 7 }));
said.chat.cut = await failure(async () => {
  for await (const chunk of await openai.chat.completions.create({ model: 'claude-cut', messages, stream: true })) {
    said.chat.beforeCut = (said.chat.beforeCut ?? '') + (chunk.choices[0]?.delta?.content ?? '');
  }
});

// Responses, answered by a model of Anthropic.
said.responses.plain = (await openai.responses.create({ model: 'claude', input: prompt })).output_text;
const final = await openai.responses.stream({ model: 'claude', input: prompt }).finalResponse();
said.responses.stream = final.output_text;
said.responses.usage = final.usage.total_tokens;
const call = (await openai.responses.create({ model: 'claude-fault-tool', input: prompt, tools: [{ type: 'function', name: 'look_up', parameters, strict: true }] })).output
  .find((item) => item.type === 'function_call');
said.responses.tool = call.name;
said.responses.result = (await openai.responses.create({
  model: 'claude', store: false, input: [{ role: 'user', content: prompt }, call, { type: 'function_call_output', call_id: call.call_id, output: 'It is on its way.' }],
})).output_text;
said.responses.schema = JSON.parse((await openai.responses.create({
  model: 'claude', input: prompt, text: { format: { type: 'json_schema', name: 'mood', strict: true, schema } },
})).output_text).mood;
said.responses.uncarried = await failure(() => openai.responses.create({ model: 'claude', input: prompt, tools: [{ type: 'web_search' }] }));
said.responses.cut = await failure(async () => {
  for await (const event of await openai.responses.create({ model: 'claude-cut', input: prompt, stream: true })) {
    said.responses.ended = event.type === 'response.completed';
  }
});

// Messages, answered by a model of OpenAI.
const ask = { max_tokens: 100, messages };
const own = [{ name: 'look_up', input_schema: parameters }];
said.messages.plain = (await anthropic.messages.create({ ...ask, model: 'chat' })).content[0].text;
const message = await anthropic.messages.stream({ ...ask, model: 'chat' }).finalMessage();
said.messages.stream = message.content[0].text;
said.messages.usage = message.usage.input_tokens + message.usage.output_tokens;
const used = await anthropic.messages.create({ ...ask, model: 'calling', tools: own });
const use = used.content.find((block) => block.type === 'tool_use');
said.messages.tool = use.name;
said.messages.finish = used.stop_reason;
said.messages.streamTool = (await anthropic.messages.stream({ ...ask, model: 'calling', tools: own }).finalMessage()).content.find((block) => block.type === 'tool_use').input.id !== undefined;
said.messages.result = (await anthropic.messages.create({
  ...ask, model: 'chat', tools: own,
  messages: [...messages, { role: 'assistant', content: used.content }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: use.id, content: 'It is on its way.' }] }],
})).content[0].text;
said.messages.schema = JSON.parse((await anthropic.messages.create({ ...ask, model: 'chat', output_config: { format: { type: 'json_schema', schema } } })).content[0].text).mood;
said.messages.down = await failure(() => anthropic.messages.create({ ...ask, model: 'down' }));
said.messages.uncarried = await failure(() => anthropic.messages.create({ ...ask, model: 'chat', top_k: 5 }));
said.messages.cut = await failure(() => anthropic.messages.stream({ ...ask, model: 'cut' }).finalMessage());

// Vercel's SDK, both ways.
const [byOpenAi, byAnthropic] = [createOpenAI({ baseURL: `${url}/v1`, apiKey }), createAnthropic({ baseURL: `${url}/anthropic/v1`, apiKey })];
const lookUp = { look_up: tool({ description: 'Looks an order up.', inputSchema: z.object({ id: z.string() }) }) };
said.ai.chat = (await generateText({ model: byOpenAi.chat('claude'), prompt })).text;
said.ai.chatStream = await streamText({ model: byOpenAi.chat('claude'), prompt }).text;
said.ai.responses = (await generateText({ model: byOpenAi.responses('claude'), prompt })).text;
said.ai.responsesStream = await streamText({ model: byOpenAi.responses('claude'), prompt }).text;
said.ai.messages = (await generateText({ model: byAnthropic('chat'), prompt })).text;
said.ai.messagesStream = await streamText({ model: byAnthropic('chat'), prompt }).text;
said.ai.chatTool = (await generateText({ model: byOpenAi.chat('claude-fault-tool'), prompt, tools: lookUp })).toolCalls[0].toolName;
said.ai.messagesTool = (await generateText({ model: byAnthropic('calling'), prompt, tools: lookUp })).toolCalls[0].toolName;

console.log(JSON.stringify(said));
