import { expect, test } from 'vitest'
import { ownPreviews } from './own-previews.ts'

const at = (host: string): string => `https://shop-*.${host}/cb`

test('a pattern below a host that is its owner’s is taken', async () => {
  const own = [
    'example.com',
    'preview.example.com:8443',
    'previews.example.co.uk',
    'shop.pages.dev',
    'shop-7xk2.a.run.app',
    'shop.eu-west-1.elasticbeanstalk.com',
    'shop.vercel.app',
    'corp.internal',
  ].map(at)
  expect(await ownPreviews(own)).toEqual(own)
})

test('one below a suffix, where anybody may have a host, is not', async () => {
  const shared = `co.uk com.au ck x.ck vercel.app github.io pages.dev run.app a.run.app ondigitalocean.app koyeb.app
azurecontainerapps.io eastus.azurecontainerapps.io blogspot.com myshopify.com duckdns.org nip.io 10.0.0.1.nip.io sslip.io
eu.ngrok.io ngrok-free.app elasticbeanstalk.com eu-west-1.elasticbeanstalk.com s3.amazonaws.com s3.eu-west-1.amazonaws.com
eu-west-1.amazonaws.com azurewebsites.net eastus.cloudapp.azure.com z6.web.core.windows.net:8443`
  const taken = await ownPreviews(shared.split(/\s+/).map(at))
  expect(taken).toEqual([])
})
